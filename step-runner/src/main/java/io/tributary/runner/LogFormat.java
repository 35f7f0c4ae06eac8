package io.tributary.runner;

import java.time.Duration;
import java.time.Instant;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line per record on standard error; stack traces only where a record carries one. */
final class LogFormat extends Formatter {
  private LogFormat() {}

  /** Our own lines from INFO, what Kafka's clients say from WARNING. */
  static void install() {
    var root = LogManager.getLogManager().getLogger("");
    for (var handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    var console = new ConsoleHandler();
    console.setFormatter(new LogFormat());
    console.setLevel(Level.ALL);
    root.addHandler(console);
    root.setLevel(Level.WARNING);
    OWN.setLevel(Level.INFO);
    KAFKA_SENDER.setLevel(Level.SEVERE);
    SeldomLines.of(KAFKA_NETWORK, Duration.ofSeconds(10));
  }

  /** Held: the log manager forgets loggers, and their levels, that nobody holds. */
  private static final Logger OWN = Logger.getLogger("io.tributary");

  /** Calls each of its repeats a warning, and a transaction begun right after another repeats. */
  private static final Logger KAFKA_SENDER =
      Logger.getLogger("org.apache.kafka.clients.producer.internals.Sender");

  /** Says that a broker does not answer, at every try of every client. */
  private static final Logger KAFKA_NETWORK =
      Logger.getLogger("org.apache.kafka.clients.NetworkClient");

  @Override
  public String format(LogRecord record) {
    var line =
        "%s %-7s %s%n"
            .formatted(
                Instant.ofEpochMilli(record.getMillis()), record.getLevel(), formatMessage(record));
    var thrown = record.getThrown();
    return thrown == null ? line : line + stackTrace(thrown);
  }

  private static String stackTrace(Throwable thrown) {
    var text = new java.io.StringWriter();
    thrown.printStackTrace(new java.io.PrintWriter(text));
    return text.toString();
  }
}
