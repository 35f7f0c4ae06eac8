package io.tributary.manifest;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Findings as a person reads them, the same bytes from a push, the command line and the log.
 *
 * <pre>
 *   component.json:14:9   TB1007
 *     at /actions/0/input/typ
 *     "typ" is not a known property. Did you mean "type"?
 * </pre>
 */
public final class FindingsText {
  private static final int LONGEST_POINTER = 200;
  private static final int LONGEST_SENTENCE = 400;

  private FindingsText() {}

  /**
   * One block for each finding, indented by two spaces, each line ended by {@code \n}; empty for
   * none.
   */
  public static String render(List<Finding> findings) {
    int width = findings.stream().mapToInt(finding -> place(finding).length()).max().orElse(0);
    var text = new StringBuilder();
    findings.forEach(finding -> append(text, finding, width));
    return text.toString();
  }

  /** The count in words, for example {@code 2 errors, 1 warning}; {@code ok} for none. */
  public static String summary(List<Finding> findings) {
    if (findings.isEmpty()) {
      return "ok";
    }
    var bySeverity =
        findings.stream().collect(Collectors.groupingBy(Finding::severity, Collectors.counting()));
    return java.util.Arrays.stream(Severity.values())
        .filter(bySeverity::containsKey)
        .map(severity -> counted(bySeverity.getOrDefault(severity, 0L), severity))
        .collect(Collectors.joining(", "));
  }

  private static String counted(long count, Severity severity) {
    return count + " " + severity.word() + (count == 1 ? "" : "s");
  }

  private static void append(StringBuilder text, Finding finding, int width) {
    String place = place(finding);
    text.append("  ").append(place).repeat(" ", width - place.length() + 2).append(finding.code());
    if (!finding.refuses()) {
      text.append("  ").append(finding.severity().word());
    }
    text.append('\n');
    line(text, "at " + Quoted.plain(pointer(finding), LONGEST_POINTER));
    String message = Quoted.plain(finding.message(), LONGEST_SENTENCE);
    String advice = Quoted.plain(finding.advice(), LONGEST_SENTENCE);
    if (advice.endsWith("?")) {
      line(text, message + " " + advice);
      return;
    }
    line(text, message);
    if (!advice.isEmpty()) {
      line(text, advice);
    }
  }

  private static void line(StringBuilder text, String words) {
    text.append("    ").append(words).append('\n');
  }

  private static String pointer(Finding finding) {
    return finding.pointer().isEmpty() ? "/" : finding.pointer();
  }

  private static String place(Finding finding) {
    return Quoted.plain(finding.file(), LONGEST_POINTER)
        + ":"
        + finding.line()
        + ":"
        + finding.column();
  }
}
