package io.tributary.registry.repositories;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/**
 * Which names a repository's files may have, beyond what Git itself refuses: names that every file
 * system writes as they stand and every person reads as they are.
 */
final class PathRules {
  static final int DEEPEST = 32;
  private static final int LONGEST_PART = 255;

  private PathRules() {}

  /** What is wrong with one part of a path, in a few words; empty where it may be. */
  static Optional<String> fault(String part) {
    if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
      return Optional.of("a name longer than 255 bytes");
    }
    if (!Normalizer.isNormalized(part, Normalizer.Form.NFC)) {
      return Optional.of("a name that is not in Unicode's composed form (NFC)");
    }
    if (part.codePoints().anyMatch(PathRules::unprintable)) {
      return Optional.of("a name with invisible or control characters");
    }
    if (part.indexOf('\\') >= 0 || part.indexOf(':') >= 0) {
      return Optional.of("a name with a backslash or a colon");
    }
    if (passesForDotGit(part)) {
      return Optional.of("a name that passes for .git");
    }
    return Optional.empty();
  }

  /** Two names of one folder with the same key are one file on some machines. */
  static String foldedKey(String part) {
    return part.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static boolean passesForDotGit(String part) {
    // Compatibility forms fold full-width letters; the dotless i folds through its upper case.
    var folded = foldedKey(Normalizer.normalize(part, Normalizer.Form.NFKC));
    return folded.equals(".git") || folded.equals("git~1");
  }

  private static boolean unprintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      case Character.SPACE_SEPARATOR -> point != ' ';
      default -> false;
    };
  }
}
