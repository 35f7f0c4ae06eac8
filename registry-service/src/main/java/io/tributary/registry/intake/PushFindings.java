package io.tributary.registry.intake;

import io.tributary.contracts.names.CommitId;
import io.tributary.manifest.Finding;
import io.tributary.manifest.ManifestReader;
import io.tributary.manifest.PropertyPlace;
import io.tributary.manifest.SemanticVersion;
import io.tributary.manifest.Severity;
import io.tributary.registry.versions.ComponentVersion;

/** What a push can get wrong beyond its manifest's own rules; codes TB2001 and on. */
final class PushFindings {
  private static final String AT_VERSION = "/version";

  private PushFindings() {}

  static Finding noManifest() {
    return finding(
        PropertyPlace.START,
        "",
        "TB2001",
        "The root of the repository holds no component.json.",
        "Add one: https://tributary.io/schemas/component-manifest/v1.json says what it holds.");
  }

  static Finding noVersion() {
    return finding(
        PropertyPlace.START,
        "",
        "TB2002",
        "A release needs a version.",
        "Add \"version\": \"1.0.0\".");
  }

  static Finding versionSpent(
      PropertyPlace place, ComponentVersion spent, CommitId commit, SemanticVersion next) {
    return finding(
        place,
        AT_VERSION,
        "TB2003",
        "Version %s is %s already, from commit %s; this is commit %s."
            .formatted(
                spent.reference().version(),
                spent.state().word(),
                abbreviated(spent.source().commit()),
                abbreviated(commit)),
        "A version never changes. The next free number is %s.".formatted(next));
  }

  static Finding tagSaysOther(PropertyPlace place, String tag, SemanticVersion version) {
    return finding(
        place,
        AT_VERSION,
        "TB2004",
        "The tag %s and the version %s differ.".formatted(tag, version),
        "Tag this commit v%s, or change the version first.".formatted(version));
  }

  static Finding tooManyIcons(int most) {
    return finding(
        PropertyPlace.START,
        "/icon",
        "TB2005",
        "This push holds more than %d icons that differ.".formatted(most),
        "Push fewer branches and tags at a time.");
  }

  static String abbreviated(CommitId commit) {
    return commit.value().substring(0, 7);
  }

  private static Finding finding(
      PropertyPlace place, String pointer, String code, String message, String advice) {
    return new Finding(
        ManifestReader.FILE_NAME,
        place.line(),
        place.column(),
        pointer,
        code,
        Severity.ERROR,
        message,
        advice);
  }
}
