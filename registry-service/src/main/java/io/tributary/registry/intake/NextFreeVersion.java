package io.tributary.registry.intake;

import io.tributary.manifest.SemanticVersion;
import io.tributary.registry.versions.ComponentVersion;
import java.util.List;

/** The lowest number above all that are spent in the same minor line. */
final class NextFreeVersion {
  private NextFreeVersion() {}

  static SemanticVersion after(SemanticVersion wanted, List<ComponentVersion> spent) {
    int patch =
        spent.stream()
            .map(version -> version.reference().version())
            .filter(
                version -> version.major() == wanted.major() && version.minor() == wanted.minor())
            .mapToInt(SemanticVersion::patch)
            .max()
            .orElse(wanted.patch());
    return new SemanticVersion(wanted.major(), wanted.minor(), patch + 1, "");
  }
}
