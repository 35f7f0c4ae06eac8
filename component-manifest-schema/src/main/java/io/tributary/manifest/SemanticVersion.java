package io.tributary.manifest;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A version by <a href="https://semver.org/spec/v2.0.0.html">Semantic Versioning 2.0.0</a>, ordered
 * by its precedence; build metadata is refused because it would name one version twice.
 *
 * @param preRelease the identifiers after the hyphen, dot-separated; empty for a release
 */
public record SemanticVersion(int major, int minor, int patch, String preRelease)
    implements Comparable<SemanticVersion> {
  private static final String NUMBER = "(0|[1-9][0-9]{0,8})";
  private static final String IDENTIFIER = "(?:0|[1-9][0-9]*|[0-9]*[a-zA-Z-][0-9a-zA-Z-]*)";
  private static final Pattern PRE_RELEASE =
      Pattern.compile(IDENTIFIER + "(?:\\." + IDENTIFIER + ")*+");
  private static final Pattern SHAPE =
      Pattern.compile(NUMBER + "\\." + NUMBER + "\\." + NUMBER + "(?:-([0-9a-zA-Z.-]+))?");
  private static final int LONGEST = 64;

  public SemanticVersion {
    if (major < 0 || minor < 0 || patch < 0) {
      throw new IllegalArgumentException("version numbers are not negative");
    }
    if (!preRelease.isEmpty()
        && (preRelease.length() > LONGEST || !PRE_RELEASE.matcher(preRelease).matches())) {
      throw invalid(preRelease);
    }
  }

  /**
   * Reads {@code 1.4.2} or {@code 2.0.0-rc.1}; at most 64 characters, each number at most nine
   * digits.
   *
   * @throws InvalidText where the text is no version
   */
  public static SemanticVersion parse(String text) {
    var match = SHAPE.matcher(text);
    if (text.length() > LONGEST || !match.matches()) {
      throw invalid(text);
    }
    String preRelease = match.group(4);
    return new SemanticVersion(
        Integer.parseInt(match.group(1)),
        Integer.parseInt(match.group(2)),
        Integer.parseInt(match.group(3)),
        preRelease == null ? "" : preRelease);
  }

  /** Whether it is meant to be tried rather than relied on. */
  public boolean isPreRelease() {
    return !preRelease.isEmpty();
  }

  @Override
  public int compareTo(SemanticVersion other) {
    int byNumbers = Integer.compare(major, other.major);
    if (byNumbers == 0) {
      byNumbers = Integer.compare(minor, other.minor);
    }
    if (byNumbers == 0) {
      byNumbers = Integer.compare(patch, other.patch);
    }
    return byNumbers == 0 ? comparePreReleases(preRelease, other.preRelease) : byNumbers;
  }

  @Override
  public String toString() {
    String numbers = major + "." + minor + "." + patch;
    return preRelease.isEmpty() ? numbers : numbers + "-" + preRelease;
  }

  private static int comparePreReleases(String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isEmpty(), right.isEmpty());
    }
    var lefts = List.of(left.split("\\.", -1));
    var rights = List.of(right.split("\\.", -1));
    for (int i = 0; i < Math.min(lefts.size(), rights.size()); i++) {
      int order = compareIdentifiers(lefts.get(i), rights.get(i));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(lefts.size(), rights.size());
  }

  private static int compareIdentifiers(String left, String right) {
    boolean leftIsNumber = isNumber(left);
    boolean rightIsNumber = isNumber(right);
    if (leftIsNumber && rightIsNumber) {
      // Without leading zeros the longer one is the greater; no overflow whatever the length.
      int byLength = Integer.compare(left.length(), right.length());
      return byLength == 0 ? left.compareTo(right) : byLength;
    }
    if (leftIsNumber != rightIsNumber) {
      return leftIsNumber ? -1 : 1;
    }
    return left.compareTo(right);
  }

  private static boolean isNumber(String identifier) {
    return identifier.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static InvalidText invalid(String text) {
    return new InvalidText(
        Quoted.of(text) + " is not a semantic version.",
        "Write major.minor.patch, for example \"1.0.0\" or \"2.0.0-rc.1\".");
  }
}
