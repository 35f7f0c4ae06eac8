package io.tributary.runtime.hooks;

import io.tributary.foundation.problems.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * The addresses in memory, at most seconds old, so that requests need no database: while it is
 * away, what was known stays open.
 */
@Component
final class KnownHooks {
  private static final Logger LOG = LoggerFactory.getLogger(KnownHooks.class);
  private static final Duration SOON = Duration.ofSeconds(1);

  /** Addresses that are newer than the last refresh; guesses must not load the database. */
  private static final int LOOKUPS_PER_SECOND = 20;

  private final Hooks hooks;
  private final Clock time;
  private long second;
  private int lookups;
  private volatile Map<String, Hook> known = new ConcurrentHashMap<>();

  KnownHooks(Hooks hooks, Clock time) {
    this.hooks = hooks;
    this.time = time;
  }

  /**
   * Finds an address.
   *
   * @throws DataAccessException where it is not known here and the database is away
   * @throws Refusal where it is not known here and too many others were not either
   */
  Optional<Hook> find(String id) {
    var hook = known.get(id);
    if (hook != null) {
      return Optional.of(hook);
    }
    if (!mayLookUp()) {
      throw Refusal.tooMany(
          "too-many-unknown-hooks",
          "Too many requests go to addresses that are not known. Send this one again.",
          SOON);
    }
    var found = hooks.find(id);
    found.ifPresent(fresh -> known.put(id, fresh));
    return found;
  }

  private synchronized boolean mayLookUp() {
    long now = time.instant().getEpochSecond();
    if (now != second) {
      second = now;
      lookups = 0;
    }
    return ++lookups <= LOOKUPS_PER_SECOND;
  }

  @Scheduled(fixedDelay = 2_000)
  void refresh() {
    try {
      known =
          hooks.all().stream()
              .collect(
                  Collectors.toMap(
                      Hook::id, Function.identity(), (one, other) -> one, ConcurrentHashMap::new));
    } catch (DataAccessException e) {
      LOG.warn("Webhook addresses stay as they were known: the database is away");
    }
  }
}
