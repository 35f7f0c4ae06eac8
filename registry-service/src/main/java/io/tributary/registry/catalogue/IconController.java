package io.tributary.registry.catalogue;

import io.tributary.foundation.login.Caller;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.foundation.problems.Refusal;
import io.tributary.registry.versions.ComponentVersion;
import io.tributary.registry.versions.Icons;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Icons as browsers show them, to whoever may see their versions. */
@RestController
class IconController {
  private static final Duration A_YEAR = Duration.ofDays(365);

  private final VisibleVersions visible;
  private final Icons icons;

  IconController(VisibleVersions visible, Icons icons) {
    this.visible = visible;
    this.icons = icons;
  }

  /** A PNG that the registry wrote; what was pushed is never served. */
  @GetMapping(
      path = "/api/v1/components/{publisher}/{name}/versions/{version}/icon",
      produces = MediaType.IMAGE_PNG_VALUE)
  ResponseEntity<byte[]> icon(
      @PathVariable String publisher,
      @PathVariable String name,
      @PathVariable String version,
      Caller caller) {
    var of = visible.version(publisher, name, version, caller);
    var icon =
        Reach.across(Use.CATALOGUE)
            .call(() -> icons.find(of.reference()))
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        "icon-not-found", "%s has no icon.".formatted(of.reference())));
    return ResponseEntity.ok()
        .contentType(MediaType.IMAGE_PNG)
        .eTag('"' + icon.digest() + '"')
        .cacheControl(caching(of))
        .header("X-Content-Type-Options", "nosniff")
        .header("Content-Security-Policy", "sandbox; default-src 'none'")
        .body(icon.png());
  }

  /** What is on the shelf does not change; before, its number may be claimed for another commit. */
  private static CacheControl caching(ComponentVersion version) {
    return version.isOnTheShelf()
        ? CacheControl.maxAge(A_YEAR).cachePrivate().immutable()
        : CacheControl.noCache().cachePrivate();
  }
}
