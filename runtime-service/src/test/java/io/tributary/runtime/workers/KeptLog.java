package io.tributary.runtime.workers;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class says in the platform's log, for one test. */
final class KeptLog implements AutoCloseable {
  private final ListAppender<ILoggingEvent> kept = new ListAppender<>();
  private final Logger logger;

  private KeptLog(Logger logger) {
    this.logger = logger;
  }

  static KeptLog of(Class<?> speaker) {
    var log = new KeptLog((Logger) LoggerFactory.getLogger(speaker));
    log.kept.start();
    log.logger.addAppender(log.kept);
    return log;
  }

  List<String> lines() {
    return kept.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Override
  public void close() {
    logger.detachAppender(kept);
  }
}
