package io.tributary.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SeldomLinesTest {
  private static final Instant BEGIN = Instant.parse("2026-11-26T10:00:00Z");

  private final Logger logger = Logger.getAnonymousLogger();
  private final List<String> lines = new ArrayList<>();

  @BeforeEach
  void listen() {
    logger.setUseParentHandlers(false);
    logger.addHandler(
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            lines.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
    SeldomLines.of(logger, Duration.ofSeconds(10));
  }

  @Test
  void oneOfManyPassesAndTheNextCountsTheOthers() {
    for (int second = 0; second <= 20; second++) {
      say(Level.WARNING, "node 1 does not answer", second);
    }

    assertThat(lines)
        .containsExactly(
            "node 1 does not answer",
            "node 1 does not answer (9 more like this since the last)",
            "node 1 does not answer (9 more like this since the last)");
  }

  @Test
  void whatComesSeldomPassesAsItIs() {
    say(Level.WARNING, "once", 0);
    say(Level.WARNING, "twice", 60);

    assertThat(lines).containsExactly("once", "twice");
  }

  @Test
  void warningsKeepNoErrorBack() {
    say(Level.WARNING, "node 1 does not answer", 0);
    say(Level.SEVERE, "the log-in was refused", 1);

    assertThat(lines).containsExactly("node 1 does not answer", "the log-in was refused");
  }

  private void say(Level level, String message, int second) {
    var record = new LogRecord(level, message);
    record.setInstant(BEGIN.plusSeconds(second));
    logger.log(record);
  }
}
