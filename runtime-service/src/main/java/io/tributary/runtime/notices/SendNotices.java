package io.tributary.runtime.notices;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.foundation.mail.Letters;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.Deployments;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.mail.MailException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends what people were not told yet. A crash between sending and noting it sends it twice. Each
 * notice has a thread of its own: an address that takes its time holds up neither another
 * organization's notices nor what else the clock calls for.
 */
@Component
final class SendNotices {
  private static final Logger LOG = LoggerFactory.getLogger(SendNotices.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final int AT_ONCE = 200;

  private final Notices notices;
  private final Deployments deployments;
  private final Letters letters;
  private final Calls calls;
  private final Memberships memberships;
  private final Clock clock;
  private final Executor threads;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  @Autowired
  SendNotices(
      Notices notices,
      Deployments deployments,
      Letters letters,
      Calls calls,
      Memberships memberships,
      Clock clock) {
    this(
        notices,
        deployments,
        letters,
        calls,
        memberships,
        clock,
        work -> Thread.ofVirtual().start(work));
  }

  SendNotices(
      Notices notices,
      Deployments deployments,
      Letters letters,
      Calls calls,
      Memberships memberships,
      Clock clock,
      Executor threads) {
    this.notices = notices;
    this.deployments = deployments;
    this.letters = letters;
    this.calls = calls;
    this.memberships = memberships;
    this.clock = clock;
    this.threads = threads;
  }

  @Scheduled(initialDelay = 10_000, fixedDelay = 5_000)
  void send() {
    try {
      notices.untold(clock.instant(), AT_ONCE).forEach(this::begin);
    } catch (DataAccessException away) {
      LOG.warn("Notices wait: {}", String.valueOf(away.getMessage()));
    }
  }

  private void begin(Notice notice) {
    var name = notice.flow() + "/" + notice.about();
    if (!underWay.add(name)) {
      return;
    }
    threads.execute(
        () -> {
          try {
            Reach.across(Use.NOTICES).run(() -> send(notice));
          } catch (DataAccessException away) {
            LOG.warn("A notice waits: {}", String.valueOf(away.getMessage()));
          } finally {
            underWay.remove(name);
          }
        });
  }

  private void send(Notice notice) {
    var flow = deployments.find(notice.flow());
    if (flow.filter(found -> memberships.isStopped(found.organization())).isPresent()) {
      notices.later(notice, notice.reached(), clock.instant().plus(AGAIN));
      return;
    }
    var missing =
        flow
            .flatMap(found -> deployments.revision(found.flow(), found.revision()))
            .map(revision -> revision.plan().notified())
            .orElse(List.of())
            .stream()
            .filter(address -> !notice.reached().contains(address))
            .toList();
    var reached = new HashSet<>(notice.reached());
    reached.addAll(write(notice, missing.stream().filter(one -> !isCalled(one)).toList()));
    flow.ifPresent(
        found ->
            missing.stream()
                .filter(SendNotices::isCalled)
                .filter(address -> call(address, found, notice))
                .forEach(reached::add));
    if (reached.containsAll(missing)) {
      notices.told(notice, clock.instant());
    } else {
      notices.later(notice, reached, clock.instant().plus(AGAIN));
    }
  }

  /** Gives those who were reached; where there is no way for letters, nobody waits for one. */
  private List<String> write(Notice notice, List<String> people) {
    if (people.isEmpty() || !letters.isOpen()) {
      return people;
    }
    try {
      letters.send(people, notice.subject(), notice.text());
      return people;
    } catch (MailException refused) {
      LOG.warn("A notice about flow {} was not taken: {}", notice.flow(), refused.getMessage());
      return List.of();
    }
  }

  private boolean call(String address, Deployment flow, Notice notice) {
    var id = notice.flow() + "/" + notice.about() + "/" + notice.since();
    var body =
        new NoticeBody(
            flow.organization().value(),
            flow.name().value(),
            notice.about(),
            notice.subject(),
            notice.subject() + "\n\n" + notice.text(),
            notice.since(),
            notice.count());
    try {
      calls.post(URI.create(address), UUID.nameUUIDFromBytes(id.getBytes(UTF_8)).toString(), body);
      return true;
    } catch (IOException | IllegalArgumentException refused) {
      LOG.warn("A notice about flow {} was not taken: {}", notice.flow(), refused.getMessage());
      return false;
    }
  }

  private static boolean isCalled(String address) {
    return address.startsWith("https://");
  }
}
