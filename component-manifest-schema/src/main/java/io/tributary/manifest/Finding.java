package io.tributary.manifest;

import java.util.Comparator;

/**
 * One thing a person should know about a file they wrote: where, what, and what to do.
 *
 * @param file the file's name as its author knows it, for example {@code component.json}
 * @param line from 1
 * @param column in characters, from 1; a tab counts one
 * @param pointer JSON pointer (RFC 6901) of the offending value; empty for the document
 * @param code stable, listed in {@code docs/findings.md}
 * @param message what is wrong, one sentence
 * @param advice what to do, one sentence; one that ends in a question mark continues the message
 */
public record Finding(
    String file,
    int line,
    int column,
    String pointer,
    String code,
    Severity severity,
    String message,
    String advice)
    implements Comparable<Finding> {
  private static final Comparator<Finding> READING_ORDER =
      Comparator.comparing(Finding::file)
          .thenComparingInt(Finding::line)
          .thenComparingInt(Finding::column)
          .thenComparing(Finding::code)
          .thenComparing(Finding::pointer)
          .thenComparing(Finding::message);

  public Finding {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column count from 1");
    }
  }

  /** Whether this alone refuses the manifest. */
  public boolean refuses() {
    return severity == Severity.ERROR;
  }

  /** By file, then by place in it: the order in which a person works through them. */
  @Override
  public int compareTo(Finding other) {
    return READING_ORDER.compare(this, other);
  }
}
