package io.tributary.sdk;

/**
 * Writes lines for the flow's owner. {@code {}} in a text stands for the next value. A line is cut
 * at 16 KiB. Do not log people's data: the owner may not be the only reader.
 */
public interface Logger {
  void debug(String text, Object... values);

  void info(String text, Object... values);

  void warn(String text, Object... values);

  void error(String text, Object... values);

  /** With the stack trace below the text. */
  void error(String text, Throwable cause);
}
