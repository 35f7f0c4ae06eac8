package io.tributary.registry.versions;

import io.tributary.manifest.SemanticVersion;

/** A version as text that sorts as versions do, so that the database can find the highest. */
final class Precedence {
  private Precedence() {}

  /** Numbers padded to nine digits; a release's tilde sorts behind every pre-release. */
  static String of(SemanticVersion version) {
    return "%09d.%09d.%09d%s"
        .formatted(
            version.major(),
            version.minor(),
            version.patch(),
            version.isPreRelease() ? "-" + version.preRelease() : "~");
  }
}
