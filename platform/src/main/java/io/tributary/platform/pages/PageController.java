package io.tributary.platform.pages;

import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The one page; everything on it comes from the files that it names and from the API. */
@RestController
@Hidden
final class PageController {
  private static final String NOT_BUILT =
      "Tributary runs, but its pages were not built: install Node.js 20.19 or later with npm, and"
          + " run ./tributary up again; the command line and the API do without.\n";

  private final Path index;
  private final PagePolicy policy;

  PageController(Path index, PagePolicy policy) {
    this.index = index;
    this.policy = policy;
  }

  /** Asked for each time: it names the files of the newest build. */
  @GetMapping("/")
  ResponseEntity<Resource> page() {
    if (!Files.isRegularFile(index)) {
      return ResponseEntity.status(HttpStatus.NOT_FOUND)
          .contentType(MediaType.parseMediaType("text/plain;charset=utf-8"))
          .body(new ByteArrayResource(NOT_BUILT.getBytes(StandardCharsets.UTF_8)));
    }
    return ResponseEntity.ok()
        .contentType(MediaType.parseMediaType("text/html;charset=utf-8"))
        .cacheControl(CacheControl.noCache())
        .header("Content-Security-Policy", policy.value())
        .body(new FileSystemResource(index));
  }
}
