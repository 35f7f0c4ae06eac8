package io.tributary.cli.push;

import io.tributary.cli.terminal.ExitCode;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What git printed of a push, understood. */
record PushedText(List<String> lines) {
  private static final String REMOTE = "remote:";
  // Wide enough for git's own blanks at the end of a remote line.
  private static final Pattern BUILD =
      Pattern.compile("build ([0-9]{1,18})  \\S+/o/[a-z0-9-]+/builds/[0-9]+");

  PushedText {
    lines = List.copyOf(lines);
  }

  /** A line of the platform, without git's word before it; anything else is git's own. */
  static boolean isOfThePlatform(String line) {
    return line.startsWith(REMOTE);
  }

  static String withoutPrefix(String line) {
    var text = line.substring(REMOTE.length());
    return (text.startsWith(" ") ? text.substring(1) : text).stripTrailing();
  }

  List<String> platformLines() {
    return lines.stream()
        .filter(PushedText::isOfThePlatform)
        .map(PushedText::withoutPrefix)
        .toList();
  }

  OptionalLong build() {
    return platformLines().stream()
        .map(BUILD::matcher)
        .filter(java.util.regex.Matcher::matches)
        .mapToLong(match -> Long.parseLong(match.group(1)))
        .findFirst();
  }

  /** Why git ended badly. */
  ExitCode failure() {
    if (has("returned error: 401") || has("Authentication failed") || has("could not read User")) {
      return ExitCode.NOT_SIGNED_IN;
    }
    if (has("returned error: 403")) {
      return ExitCode.NOT_ALLOWED;
    }
    if (has("returned error: 404") || has("not found")) {
      return ExitCode.NOT_FOUND;
    }
    if (has("Refused, nothing stored. Try it locally")) {
      return ExitCode.VALIDATION_FAILED;
    }
    return has("[remote rejected]") || has("[rejected]") ? ExitCode.CONFLICT : ExitCode.UNEXPECTED;
  }

  private boolean has(String words) {
    return lines.stream().anyMatch(line -> line.contains(words));
  }
}
