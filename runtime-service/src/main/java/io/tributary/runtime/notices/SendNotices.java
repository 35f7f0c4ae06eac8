package io.tributary.runtime.notices;

import io.tributary.runtime.deployments.Deployments;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.mail.MailException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sends what people were not told yet. A crash between sending and noting it sends it twice. */
@Component
final class SendNotices {
  private static final Logger LOG = LoggerFactory.getLogger(SendNotices.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final int AT_ONCE = 20;

  private final Notices notices;
  private final Deployments deployments;
  private final Letters letters;
  private final Clock clock;

  SendNotices(Notices notices, Deployments deployments, Letters letters, Clock clock) {
    this.notices = notices;
    this.deployments = deployments;
    this.letters = letters;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 10_000, fixedDelay = 5_000)
  void send() {
    if (!letters.isOpen()) {
      return;
    }
    try {
      notices.untold(clock.instant(), AT_ONCE).forEach(this::send);
    } catch (DataAccessException away) {
      LOG.warn("Notices wait: {}", String.valueOf(away.getMessage()));
    }
  }

  private void send(Notice notice) {
    var people =
        deployments
            .find(notice.flow())
            .flatMap(flow -> deployments.revision(flow.flow(), flow.revision()))
            .map(revision -> revision.plan().notified())
            .orElse(List.of());
    try {
      if (!people.isEmpty()) {
        letters.send(people, notice.subject(), notice.text());
      }
      notices.told(notice, clock.instant());
    } catch (MailException refused) {
      LOG.warn("A notice about flow {} was not taken: {}", notice.flow(), refused.getMessage());
      notices.later(notice, clock.instant().plus(AGAIN));
    }
  }
}
