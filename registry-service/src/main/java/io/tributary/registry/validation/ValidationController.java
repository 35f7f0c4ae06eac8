package io.tributary.registry.validation;

import io.tributary.manifest.FindingsJson;
import io.tributary.manifest.ManifestReader;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Checks a manifest that is not pushed yet; publishes its schema. */
@RestController
class ValidationController {
  private static final String SCHEMA = "/schemas/component-manifest/v1.json";
  private final ManifestReader reader = new ManifestReader();

  /** The findings, byte for byte those of the push and of the command line; empty for none. */
  @PostMapping("/api/v1/validate")
  ResponseEntity<byte[]> validate(HttpServletRequest request) throws IOException {
    // One byte more than may be, so that the reader itself says what is too long.
    byte[] manifest = request.getInputStream().readNBytes(ManifestReader.MOST_BYTES + 1);
    var findings = FindingsJson.render(reader.read(manifest).allFindings());
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(findings.getBytes(StandardCharsets.UTF_8));
  }

  @GetMapping(SCHEMA)
  ResponseEntity<byte[]> schema() throws IOException {
    try (InputStream schema =
        Objects.requireNonNull(ManifestReader.class.getResourceAsStream(SCHEMA))) {
      return ResponseEntity.ok()
          .contentType(MediaType.valueOf("application/schema+json"))
          .cacheControl(CacheControl.maxAge(java.time.Duration.ofMinutes(5)))
          .body(schema.readAllBytes());
    }
  }
}
