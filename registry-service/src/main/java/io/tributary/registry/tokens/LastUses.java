package io.tributary.registry.tokens;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Notes when tokens were used last: at most once a minute for each, behind the request, which
 * neither waits for it nor fails with it.
 */
@Component
final class LastUses {
  static final Duration APART = Duration.ofMinutes(1);
  private static final Logger LOG = LoggerFactory.getLogger(LastUses.class);

  private final Tokens tokens;
  private final Executor threads;
  private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

  @Autowired
  LastUses(Tokens tokens) {
    this(tokens, work -> Thread.ofVirtual().start(work));
  }

  LastUses(Tokens tokens, Executor threads) {
    this.tokens = tokens;
    this.threads = threads;
  }

  void note(PersonalToken token, Instant now) {
    boolean noted = token.life().usedAt().filter(at -> at.plus(APART).isAfter(now)).isPresent();
    if (!noted && underWay.add(token.id())) {
      threads.execute(() -> write(token.id(), now));
    }
  }

  private void write(UUID id, Instant now) {
    try {
      tokens.used(id, now);
    } catch (RuntimeException failed) {
      LOG.warn("The last use of token {} is not noted: {}", id, failed.getMessage());
    } finally {
      underWay.remove(id);
    }
  }
}
