package io.tributary.registry.repositories;

import io.tributary.manifest.InvalidText;
import io.tributary.manifest.SemanticVersion;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which refs a push may touch: branches, and tags that name a version. */
final class RefRules {
  private static final Pattern BRANCH =
      Pattern.compile("refs/heads/[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*");
  private static final String TAG = "refs/tags/v";
  private static final int LONGEST = 200;

  private RefRules() {}

  /** Why the ref may not be pushed; empty where it may. */
  static Optional<String> fault(String ref) {
    if (ref.length() > LONGEST) {
      return Optional.of("name longer than 200 characters");
    }
    if (ref.startsWith(TAG)) {
      return isVersion(ref.substring(TAG.length()))
          ? Optional.empty()
          : Optional.of("a tag names a version: v1.2.3");
    }
    return BRANCH.matcher(ref).matches()
        ? Optional.empty()
        : Optional.of("only branches and tags like v1.2.3 can be pushed");
  }

  private static boolean isVersion(String text) {
    try {
      SemanticVersion.parse(text);
      return true;
    } catch (InvalidText notOne) {
      return false;
    }
  }
}
