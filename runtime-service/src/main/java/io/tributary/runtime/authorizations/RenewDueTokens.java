package io.tributary.runtime.authorizations;

import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.persistence.Reach;
import io.tributary.runtime.authorizations.Authorizations.Kept;
import io.tributary.runtime.connections.Connections;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Renews tokens before they end, also of connections that nothing uses for a while: refresh tokens
 * end as well. Each has a thread of its own, so that a slow provider holds up nobody else's.
 */
@Component
final class RenewDueTokens {
  private static final Logger LOG = LoggerFactory.getLogger(RenewDueTokens.class);
  private static final int AT_ONCE = 100;
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final Authorizations authorizations;
  private final Consents consents;
  private final Connections connections;
  private final RenewTokens renew;
  private final Memberships memberships;
  private final Clock clock;
  private final Executor threads;
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

  @Autowired
  RenewDueTokens(
      Authorizations authorizations,
      Consents consents,
      Connections connections,
      RenewTokens renew,
      Memberships memberships,
      Clock clock) {
    this(
        authorizations,
        consents,
        connections,
        renew,
        memberships,
        clock,
        work -> Thread.ofVirtual().start(work));
  }

  RenewDueTokens(
      Authorizations authorizations,
      Consents consents,
      Connections connections,
      RenewTokens renew,
      Memberships memberships,
      Clock clock,
      Executor threads) {
    this.authorizations = authorizations;
    this.consents = consents;
    this.connections = connections;
    this.renew = renew;
    this.memberships = memberships;
    this.clock = clock;
    this.threads = threads;
  }

  @Scheduled(initialDelay = 15_000, fixedDelay = 10_000)
  void renew() {
    try {
      consents.forgetOver(clock.instant());
      authorizations.due(clock.instant(), AT_ONCE).forEach(this::begin);
    } catch (DataAccessException away) {
      LOG.warn("Tokens are renewed later: {}", String.valueOf(away.getMessage()));
    }
  }

  private void begin(Kept kept) {
    var place = kept.authorization().place();
    if (memberships.isStopped(place.organization())) {
      // Later, so that they are not in the way of those that are to be renewed.
      authorizations.hinder(
          kept.authorization(),
          clock.instant().plus(AGAIN),
          "Tokens of %s are not renewed while it is suspended or leaving."
              .formatted(place.organization()));
      return;
    }
    var id = place.connection();
    if (!underWay.add(id)) {
      return;
    }
    threads.execute(
        () -> {
          try {
            Reach.of(place.organization()).run(() -> renewed(kept));
          } catch (DataAccessException | IllegalStateException failed) {
            LOG.warn(
                "Tokens of connection {} of {} are renewed later: {}",
                place.name(),
                place.organization(),
                failed.getMessage());
          } finally {
            underWay.remove(id);
          }
        });
  }

  private void renewed(Kept kept) {
    var place = kept.authorization().place();
    connections
        .find(place.organization(), place.name())
        .filter(connection -> connection.id().equals(place.connection()))
        .map(connection -> renew.renew(connection, kept, false))
        .ifPresent(
            outcome ->
                LOG.info("Connection {} of {}: {}", place.name(), place.organization(), outcome));
  }
}
