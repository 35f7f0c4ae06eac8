package io.tributary.runtime.quotas;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.QuotaUse;
import io.tributary.foundation.quotas.QuotaUses;
import io.tributary.foundation.quotas.QuotaWarnings;
import io.tributary.foundation.quotas.Quotas;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Counts requests and messages of each organization, and says when one has had what it may have.
 * Answers from memory; every two seconds it is added up with what other processes counted. While
 * the database is away each process counts for itself, and nothing is refused because of that.
 */
@Component
public final class Traffic implements QuotaUses {
  private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);
  private static final List<Quota> MESSAGES =
      List.of(Quota.MESSAGES_PER_MONTH, Quota.MESSAGES_PER_MINUTE);
  private static final Duration FORGET = Duration.ofMinutes(5);
  private static final Duration LEAST_WAIT = Duration.ofSeconds(1);

  private final Quotas quotas;
  private final QuotaWarnings warnings;
  private final Tallies tallies;
  private final Clock clock;
  private final Map<Key, Tally> counted = new ConcurrentHashMap<>();
  private final Map<OrganizationName, Pace> paces = new ConcurrentHashMap<>();

  private record Key(OrganizationName organization, Quota quota) {}

  Traffic(Quotas quotas, QuotaWarnings warnings, Tallies tallies, Clock clock) {
    this.quotas = quotas;
    this.warnings = warnings;
    this.tallies = tallies;
    this.clock = clock;
  }

  /**
   * A request is at a webhook's address. Counts it; gives what is used up: the minute's quota, or
   * what a second may take of it.
   */
  public Optional<Full> requested(OrganizationName organization) {
    var now = clock.instant();
    var quota = Quota.WEBHOOKS_PER_MINUTE;
    var span = Span.of(quota, now);
    var tally = tally(organization, quota, span);
    tally.add(span, 1);
    if (tally.used(span) > quotas.limit(organization, quota)) {
      return Optional.of(full(organization, quota, span, now));
    }
    long most = Pace.most(quotas.limit(organization, quota));
    return paces.computeIfAbsent(organization, _ -> new Pace()).isPast(most, now)
        ? Optional.of(
            new Full(quota, most, now.truncatedTo(ChronoUnit.SECONDS).plus(LEAST_WAIT), LEAST_WAIT))
        : Optional.empty();
  }

  /** A message would enter. Counts it, or gives what is used up and counts nothing. */
  public Optional<Full> enter(OrganizationName organization) {
    var now = clock.instant();
    for (int i = 0; i < MESSAGES.size(); i++) {
      var quota = MESSAGES.get(i);
      var span = Span.of(quota, now);
      if (!tally(organization, quota, span).take(span, 1, quotas.limit(organization, quota))) {
        MESSAGES.subList(0, i).forEach(before -> count(organization, before, -1, now));
        return Optional.of(full(organization, quota, span, now));
      }
    }
    return Optional.empty();
  }

  /** The message that was counted did not enter. */
  public void gaveUp(OrganizationName organization) {
    entered(organization, -1);
  }

  /** So many messages entered by a way that asks nobody: they count, also past the limit. */
  public void entered(OrganizationName organization, long messages) {
    var now = clock.instant();
    MESSAGES.forEach(quota -> count(organization, quota, messages, now));
  }

  /** What is used up of messages; counts nothing. */
  public Optional<Full> usedUp(OrganizationName organization) {
    var now = clock.instant();
    return MESSAGES.stream()
        .filter(
            quota -> {
              var span = Span.of(quota, now);
              return tally(organization, quota, span).used(span)
                  >= quotas.limit(organization, quota);
            })
        .findFirst()
        .map(quota -> full(organization, quota, Span.of(quota, now), now));
  }

  /** Writes down what was counted, and learns what others counted. */
  @Scheduled(initialDelay = 2_000, fixedDelay = 2_000)
  synchronized void addUp() {
    var now = clock.instant();
    try {
      for (var entry : counted.entrySet()) {
        addUp(entry.getKey(), entry.getValue(), now);
      }
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("Uses of quotas are written down later: {}", away.getMessage());
    }
    counted.entrySet().removeIf(entry -> entry.getValue().isIdleSince(now.minus(FORGET)));
    paces.entrySet().removeIf(entry -> entry.getValue().isIdleSince(now.minus(FORGET)));
  }

  @PreDestroy
  void close() {
    addUp();
  }

  @Override
  public List<QuotaUse> of(OrganizationName organization) {
    return tallies.of(organization, clock.instant());
  }

  @Override
  public List<QuotaUse> all() {
    return tallies.all(clock.instant());
  }

  @Override
  public List<Quota> counted() {
    return Span.COUNTED;
  }

  private void addUp(Key key, Tally tally, Instant now) {
    if (!tally.isInUse()) {
      return;
    }
    var span = Span.of(key.quota(), now);
    var part = tally.unwritten(span);
    long total = tallies.add(key.organization(), key.quota(), part.span(), part.uses());
    tally.written(part, total);
    // At once: a minute's count is over before anybody looks at all of them.
    warnings.look(new QuotaUse(key.organization(), key.quota(), total, Optional.of(span.end())));
  }

  private void count(OrganizationName organization, Quota quota, long uses, Instant now) {
    var span = Span.of(quota, now);
    tally(organization, quota, span).add(span, uses);
  }

  private Tally tally(OrganizationName organization, Quota quota, Span span) {
    return counted.computeIfAbsent(new Key(organization, quota), _ -> new Tally(span));
  }

  private Full full(OrganizationName organization, Quota quota, Span span, Instant now) {
    var wait = Duration.between(now, span.end());
    return new Full(
        quota,
        quotas.limit(organization, quota),
        span.end(),
        wait.compareTo(LEAST_WAIT) < 0 ? LEAST_WAIT : wait);
  }
}
