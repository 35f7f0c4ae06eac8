package io.tributary.runtime.components;

import io.tributary.contracts.names.InvalidName;
import io.tributary.manifest.InvalidText;
import io.tributary.manifest.SemanticVersion;
import java.util.regex.Pattern;

/**
 * Which version of a component is meant: nothing = the latest listed, {@code 1} or {@code 1.2} =
 * the latest of that line, or exactly one. Latest never means a pre-release; that one is named in
 * full.
 */
public sealed interface VersionSelector {
  Pattern LINE = Pattern.compile("(0|[1-9][0-9]{0,8})(?:\\.(0|[1-9][0-9]{0,8}))?");

  /** The latest release. */
  record Latest() implements VersionSelector {
    @Override
    public String toString() {
      return "latest";
    }
  }

  /** The latest release of a major version. */
  record Major(int major) implements VersionSelector {
    @Override
    public String toString() {
      return Integer.toString(major);
    }
  }

  /** The latest release of a minor version. */
  record Minor(int major, int minor) implements VersionSelector {
    @Override
    public String toString() {
      return major + "." + minor;
    }
  }

  /** One version and no other. */
  record Exact(SemanticVersion version) implements VersionSelector {
    @Override
    public String toString() {
      return version.toString();
    }
  }

  /**
   * Reads what follows the {@code @}.
   *
   * @throws InvalidName where it is neither a version nor the beginning of one
   */
  static VersionSelector parse(String text) {
    var line = LINE.matcher(text);
    if (line.matches()) {
      int major = Integer.parseInt(line.group(1));
      String minor = line.group(2);
      return minor == null ? new Major(major) : new Minor(major, Integer.parseInt(minor));
    }
    try {
      return new Exact(SemanticVersion.parse(text));
    } catch (InvalidText e) {
      throw new InvalidName(
          "version", text, "write 1, 1.2 or 1.2.3, or nothing for the latest listed version");
    }
  }

  /** Whether a listed version may stand for this selector. */
  default boolean admits(SemanticVersion version) {
    return switch (this) {
      case Latest _ -> !version.isPreRelease();
      case Major(int major) -> !version.isPreRelease() && version.major() == major;
      case Minor(int major, int minor) ->
          !version.isPreRelease() && version.major() == major && version.minor() == minor;
      case Exact(var exact) -> version.equals(exact);
    };
  }
}
