package io.tributary.runner;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lets one line of a logger through per span of time, and says with it how many were kept back: a
 * broker that is away makes every Kafka client of the runner complain several times a second.
 */
final class SeldomLines implements Filter {
  private final Duration span;
  private final Map<String, Last> last = new ConcurrentHashMap<>();

  private SeldomLines(Duration span) {
    this.span = span;
  }

  /**
   * Thins out the logger.
   *
   * @param span between two lines, by the records' own times
   */
  static void of(Logger logger, Duration span) {
    logger.setFilter(new SeldomLines(span));
  }

  @Override
  public boolean isLoggable(LogRecord record) {
    var now = last.compute(record.getLevel().getName(), (_, before) -> next(before, record));
    if (now.keptBack() > 0) {
      return false;
    }
    if (now.keptBackBefore() > 0) {
      record.setMessage(
          "%s (%d more like this since the last)"
              .formatted(record.getMessage(), now.keptBackBefore()));
    }
    return true;
  }

  private Last next(@Nullable Last before, LogRecord record) {
    if (before == null) {
      return new Last(record.getMillis(), 0, 0);
    }
    return record.getMillis() - before.at() < span.toMillis()
        ? new Last(before.at(), before.keptBack() + 1, before.keptBackBefore())
        : new Last(record.getMillis(), 0, before.keptBack());
  }

  /**
   * @param at milliseconds, of the last line that passed
   * @param keptBack since then
   * @param keptBackBefore between the line before that one and it
   */
  private record Last(long at, int keptBack, int keptBackBefore) {}
}
