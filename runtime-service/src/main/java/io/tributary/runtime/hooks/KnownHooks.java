package io.tributary.runtime.hooks;

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
  private final Hooks hooks;
  private volatile Map<String, Hook> known = new ConcurrentHashMap<>();

  KnownHooks(Hooks hooks) {
    this.hooks = hooks;
  }

  /**
   * Finds an address.
   *
   * @throws DataAccessException where it is not known here and the database is away
   */
  Optional<Hook> find(String id) {
    var hook = known.get(id);
    if (hook != null) {
      return Optional.of(hook);
    }
    var found = hooks.find(id);
    found.ifPresent(fresh -> known.put(id, fresh));
    return found;
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
