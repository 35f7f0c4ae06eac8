package io.tributary.foundation.quotas;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.QuotaNeared;
import io.tributary.foundation.outbox.Outbox;
import io.tributary.foundation.persistence.Reach;
import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Says that an organization uses most of a quota, once in each period as far as this process
 * remembers; that its owners hear of it once, the registry sees to.
 */
public final class QuotaWarnings {
  private static final Logger LOG = LoggerFactory.getLogger(QuotaWarnings.class);
  private static final int REMEMBERED = 100_000;

  private final Quotas quotas;
  private final Supplier<Outbox> outbox;
  private final TransactionOperations transactions;
  private final Clock clock;
  private final Cache<Said, Boolean> said = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  private record Said(OrganizationName organization, Quota quota, String period) {}

  public QuotaWarnings(
      Quotas quotas, Supplier<Outbox> outbox, TransactionOperations transactions, Clock clock) {
    this.quotas = quotas;
    this.outbox = outbox;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Looks at a use, and says it where it is near the limit. Writes to the database then. */
  public void look(QuotaUse use) {
    if (!quotas.isNear(use.organization(), use.quota(), use.used())) {
      return;
    }
    var once = new Said(use.organization(), use.quota(), period(use.quota()));
    if (said.getIfPresent(once) != null) {
      return;
    }
    var event =
        new QuotaNeared(
            use.organization(),
            use.quota().word(),
            use.used(),
            quotas.limit(use.organization(), use.quota()),
            once.period());
    try {
      Reach.shared()
          .run(
              () ->
                  transactions.executeWithoutResult(
                      status ->
                          outbox.get().add(QuotaNeared.TOPIC, use.organization().value(), event)));
      said.put(once, true);
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("That {} nears a quota is said later: {}", use.organization(), away.getMessage());
    }
  }

  private String period(Quota quota) {
    var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return switch (quota.warned()) {
      case DAILY -> day.toString();
      case MONTHLY -> YearMonth.from(day).toString();
    };
  }
}
