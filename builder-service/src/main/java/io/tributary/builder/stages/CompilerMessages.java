package io.tributary.builder.stages;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the first cause in Maven's output: {@code src/main/java/acme/Void.java:22: cannot find
 * symbol: method id()}, or else what Maven says of dependencies, the pom or a plug-in.
 */
final class CompilerMessages {
  private static final Pattern COMPILER =
      Pattern.compile("\\[ERROR\\] (?<file>\\S+\\.\\w+):\\[(?<line>\\d+),\\d+\\] (?<message>.*)");
  private static final Pattern SYMBOL =
      Pattern.compile("(?:\\[ERROR\\])?\\s+symbol:\\s+(?<symbol>.*)");
  private static final Pattern LOCATION =
      Pattern.compile("(?:\\[ERROR\\])?\\s+location:\\s+(?<location>.*)");
  private static final Pattern DEPENDENCY =
      Pattern.compile(
          "\\[ERROR\\] .*?((?:Could not find artifact|Could not transfer artifact|Failure to"
              + " find|The following artifacts could not be resolved:?) .*)");
  private static final Pattern OTHER =
      Pattern.compile(
          "\\[(?:ERROR|FATAL)\\] (Failed to execute goal .*|.*Malformed POM .*|Non-parseable POM"
              + " .*|'.*pom\\.xml.*)");

  /** What only a reader inside the sandbox could use. */
  private static final Pattern TRAILER =
      Pattern.compile(" -> \\[Help \\d+\\]$| in tributary \\(\\S+\\)");

  private Optional<String> compiler = Optional.empty();
  private Optional<String> symbol = Optional.empty();
  private Optional<String> location = Optional.empty();
  private Optional<String> dependency = Optional.empty();
  private Optional<String> other = Optional.empty();
  private boolean nearFirst;

  void read(String line) {
    var fault = COMPILER.matcher(line);
    if (fault.matches()) {
      nearFirst = compiler.isEmpty();
      if (nearFirst) {
        compiler = Optional.of(place(fault));
      }
      return;
    }
    if (nearFirst) {
      readDetail(line);
    }
    var missing = DEPENDENCY.matcher(line);
    if (missing.matches() && dependency.isEmpty()) {
      dependency = Optional.of(cleaned(missing.group(1)));
    }
    var goal = OTHER.matcher(line);
    if (goal.matches() && other.isEmpty()) {
      other = Optional.of(cleaned(goal.group(1)));
    }
  }

  /** The first cause; empty where Maven named none. */
  Optional<String> first() {
    if (compiler.isPresent()) {
      var detail = symbol.map(name -> ": " + name + location.map(at -> " in " + at).orElse(""));
      return Optional.of(compiler.get() + detail.orElse(""));
    }
    return dependency
        .map(text -> "pom.xml: " + text + ". Check name and version of the dependency.")
        .or(() -> other);
  }

  /** Stable; tells a fault in the source from one in the pom. */
  String code() {
    return compiler.isEmpty() && dependency.isPresent() ? "dependency-missing" : "compile-failed";
  }

  private void readDetail(String line) {
    var named = SYMBOL.matcher(line);
    if (named.matches() && symbol.isEmpty()) {
      symbol = Optional.of(named.group("symbol").strip());
    }
    var placed = LOCATION.matcher(line);
    if (placed.matches() && location.isEmpty()) {
      location = Optional.of(placed.group("location").strip());
    }
  }

  private static String place(Matcher fault) {
    return "%s:%s: %s"
        .formatted(
            MavenCommand.relative(fault.group("file")),
            fault.group("line"),
            fault.group("message"));
  }

  private static String cleaned(String text) {
    return MavenCommand.relative(TRAILER.matcher(text).replaceAll(""));
  }
}
