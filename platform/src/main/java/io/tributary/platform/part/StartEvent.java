package io.tributary.platform.part;

import java.util.List;

/**
 * One line of the start report.
 *
 * @param title what it is about, such as {@code kafka 4.4.0}
 * @param text an address, a note, or the sentence that says what failed
 * @param remedy what to do about a failure, else empty
 * @param seconds since the part's start was begun; 0 where it does not apply
 * @param lines further lines, such as log-ins
 */
public record StartEvent(
    Kind kind, String title, String text, String remedy, double seconds, List<String> lines) {

  /** What the line says. */
  public enum Kind {
    /** A part answers. */
    OK,
    /** Something to know. */
    NOTE,
    /** The start has failed; the last line. */
    FAILED,
    /** Everything answers; the last line. */
    READY
  }

  public StartEvent {
    lines = List.copyOf(lines);
  }

  public boolean last() {
    return kind == Kind.FAILED || kind == Kind.READY;
  }
}
