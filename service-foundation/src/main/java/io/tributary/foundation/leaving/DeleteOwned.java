package io.tributary.foundation.leaving;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.persistence.Reach;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Deletes what organizations owned that are no more, until nothing is left. Nothing is written down
 * of how far it came: what is there tells, after a crash and to several processes alike.
 */
final class DeleteOwned {
  private static final Logger LOG = LoggerFactory.getLogger(DeleteOwned.class);

  private final Memberships memberships;
  private final List<Owned> owned;
  private final Set<OrganizationName> empty = ConcurrentHashMap.newKeySet();

  DeleteOwned(Memberships memberships, List<Owned> owned) {
    this.memberships = memberships;
    this.owned = List.copyOf(owned);
  }

  @Scheduled(initialDelay = 5, fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
  void delete() {
    for (var organization : memberships.gone()) {
      if (!empty.contains(organization)) {
        delete(organization);
      }
    }
  }

  /** In order, and the rest later where one cannot go on: rows lead to what lies elsewhere. */
  private void delete(OrganizationName organization) {
    try {
      long gone =
          Reach.of(organization)
              .call(() -> owned.stream().mapToLong(each -> each.delete(organization)).sum());
      if (gone == 0) {
        empty.add(organization);
        LOG.info("Nothing is left of {}", organization);
      } else {
        LOG.info("{} has left; {} things of it were there still", organization, gone);
      }
    } catch (RuntimeException later) {
      LOG.warn("What is left of {} is deleted later: {}", organization, later.getMessage());
    }
  }
}
