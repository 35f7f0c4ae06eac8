package io.tributary.host.session;

import io.tributary.sdk.Logger;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Lines about one message, as {@code LOG} frames. */
final class MessageLogger implements Logger {
  private final Conversation conversation;
  private final long message;

  MessageLogger(Conversation conversation, long message) {
    this.conversation = conversation;
    this.message = message;
  }

  @Override
  public void debug(String text, Object... values) {
    conversation.log(message, "debug", fill(text, values));
  }

  @Override
  public void info(String text, Object... values) {
    conversation.log(message, "info", fill(text, values));
  }

  @Override
  public void warn(String text, Object... values) {
    conversation.log(message, "warn", fill(text, values));
  }

  @Override
  public void error(String text, Object... values) {
    conversation.log(message, "error", fill(text, values));
  }

  @Override
  public void error(String text, Throwable cause) {
    var trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    conversation.log(message, "error", text + "\n" + trace);
  }

  static String fill(String text, Object... values) {
    var filled = new StringBuilder();
    int from = 0;
    for (var value : values) {
      int hole = text.indexOf("{}", from);
      if (hole < 0) {
        break;
      }
      filled.append(text, from, hole).append(value);
      from = hole + 2;
    }
    return filled.append(text, from, text.length()).toString();
  }
}
