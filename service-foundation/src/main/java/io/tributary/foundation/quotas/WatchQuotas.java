package io.tributary.foundation.quotas;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;

/** Looks at all uses now and then, so that owners hear in time. */
final class WatchQuotas {
  private static final Logger LOG = LoggerFactory.getLogger(WatchQuotas.class);

  private final List<QuotaUses> uses;
  private final QuotaWarnings warnings;

  WatchQuotas(List<QuotaUses> uses, QuotaWarnings warnings) {
    this.uses = List.copyOf(uses);
    this.warnings = warnings;
  }

  @Scheduled(initialDelay = 20, fixedDelay = 60, timeUnit = TimeUnit.SECONDS)
  void watch() {
    try {
      uses.forEach(each -> each.all().forEach(warnings::look));
    } catch (DataAccessException away) {
      LOG.warn("Quotas are looked at later: {}", away.getMessage());
    }
  }
}
