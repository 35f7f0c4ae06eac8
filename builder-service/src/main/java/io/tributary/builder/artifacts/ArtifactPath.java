package io.tributary.builder.artifacts;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A path in a Maven repository that can be asked for: plain names, no escapes, no way up.
 *
 * @param value relative, for example {@code junit/junit/4.13.2/junit-4.13.2.pom}
 */
public record ArtifactPath(String value) {
  private static final int MOST_CHARACTERS = 512;
  private static final Pattern PART = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._+~-]{0,199}");
  private static final List<String> OURS = List.of("io", "tributary");

  public ArtifactPath {
    if (!isPlain(value)) {
      throw new IllegalArgumentException("not a path of a repository");
    }
  }

  /** The path, where the text is one. */
  public static Optional<ArtifactPath> parse(String text) {
    return isPlain(text) ? Optional.of(new ArtifactPath(text)) : Optional.empty();
  }

  /** Whether it belongs to the platform's own group, which nobody outside can give. */
  public boolean isOurs() {
    var parts = parts(value);
    return parts.subList(0, 2).stream()
        .map(part -> part.toLowerCase(java.util.Locale.ROOT))
        .toList()
        .equals(OURS);
  }

  /** A list of versions: it changes, so it is not kept. */
  public boolean isMetadata() {
    return value.endsWith("/maven-metadata.xml");
  }

  /** A checksum of another file; the proxy computes these itself. */
  public Optional<ArtifactPath> ofWhichSha1() {
    return value.endsWith(".sha1")
        ? Optional.of(new ArtifactPath(value.substring(0, value.length() - ".sha1".length())))
        : Optional.empty();
  }

  private static boolean isPlain(String text) {
    if (text.length() > MOST_CHARACTERS) {
      return false;
    }
    var parts = parts(text);
    return parts.size() >= 3
        && parts.size() <= 32
        && parts.stream().allMatch(part -> PART.matcher(part).matches());
  }

  private static List<String> parts(String text) {
    return List.of(text.split("/", -1));
  }

  @Override
  public String toString() {
    return value;
  }
}
