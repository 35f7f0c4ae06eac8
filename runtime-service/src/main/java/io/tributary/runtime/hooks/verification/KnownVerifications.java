package io.tributary.runtime.hooks.verification;

import io.tributary.contracts.names.FlowId;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.foundation.problems.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * What webhooks ask, in memory, at most seconds old: requests need no database. Until it has been
 * read once nothing is taken, since nobody knows what would have to be asked.
 */
@Component
public final class KnownVerifications {
  private static final Logger LOG = LoggerFactory.getLogger(KnownVerifications.class);
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Verifications verifications;
  private final SetVerification secrets;
  private final Clock clock;
  private volatile @Nullable Map<FlowId, Known> known;

  KnownVerifications(Verifications verifications, SetVerification secrets, Clock clock) {
    this.verifications = verifications;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * What the flow's webhook asks now.
   *
   * @throws Refusal where that was never read, because the database is away
   */
  public Verification of(FlowId flow) {
    var all = known;
    if (all == null) {
      refresh();
      all = known;
    }
    if (all == null) {
      throw Refusal.unavailable(
          "hooks-away", "What this webhook asks cannot be looked up now. Try again.", SOON);
    }
    var one = all.get(flow);
    return one == null ? Verification.NONE : one.at(clock.instant());
  }

  /** Looks again; what was changed is asked from now on. */
  @Scheduled(fixedDelay = 2_000)
  public synchronized void refresh() {
    Reach.across(Use.DOOR).run(this::read);
  }

  private void read() {
    try {
      var before = known;
      var next = new HashMap<FlowId, Known>();
      verifications
          .versions()
          .forEach(
              (flow, version) -> {
                var one = before == null ? null : before.get(flow);
                if (one == null || one.version() != version) {
                  verifications.find(flow).ifPresent(kept -> next.put(flow, opened(kept)));
                } else {
                  next.put(flow, one);
                }
              });
      known = Map.copyOf(next);
    } catch (DataAccessException away) {
      LOG.warn("What webhooks ask stays as it was known: the database is away");
    }
  }

  /** One whose secrets do not open takes nothing: closed is the answer to every doubt. */
  private Known opened(KeptVerification kept) {
    try {
      return new Known(kept.version(), kept.scheme(), secrets.secrets(kept), kept.previousUntil());
    } catch (IllegalStateException closed) {
      LOG.error("The webhook of flow {} takes nothing: {}", kept.flow(), closed.getMessage());
      return new Known(kept.version(), kept.scheme(), List.of(), null);
    }
  }

  private record Known(
      int version, Scheme scheme, List<HookSecret> secrets, @Nullable Instant previousUntil) {
    Verification at(Instant now) {
      boolean one = previousUntil == null || !previousUntil.isAfter(now);
      return new Verification(scheme, one && secrets.size() > 1 ? secrets.subList(0, 1) : secrets);
    }
  }
}
