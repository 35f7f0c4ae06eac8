package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.OrganizationChanged;
import io.tributary.foundation.outbox.Outbox;
import io.tributary.foundation.persistence.Reach;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Tells every service what an organization is now. */
@Component
final class Announcements {
  private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

  private final Organizations organizations;
  private final OwnQuotas quotas;
  private final Outbox outbox;
  private final TransactionOperations transactions;

  Announcements(
      Organizations organizations,
      OwnQuotas quotas,
      @Qualifier("registryOutbox") Outbox outbox,
      TransactionOperations transactions) {
    this.organizations = organizations;
    this.quotas = quotas;
    this.outbox = outbox;
    this.transactions = transactions;
  }

  /**
   * Tells it as it stands, in the caller's transaction and under the organization's lock: of two
   * that change it, the later one is told later.
   */
  void changed(OrganizationName name) {
    organizations.lock(name).ifPresent(this::tell);
  }

  /** All of them once more at the start: a broker that was lost is told anew. */
  @EventListener(ApplicationReadyEvent.class)
  void all() {
    try {
      for (var organization : organizations.all()) {
        var name = organization.name();
        Reach.of(name).run(() -> transactions.executeWithoutResult(status -> changed(name)));
      }
    } catch (RuntimeException away) {
      LOG.warn("Members are not told anew: {}", away.getMessage());
    }
  }

  private void tell(Roster roster) {
    var organization = roster.organization();
    outbox.add(
        OrganizationChanged.TOPIC,
        organization.name().value(),
        new OrganizationChanged(
            organization.name(),
            StateColumns.of(organization.state()).state(),
            organization.isDeleted()
                ? Map.of()
                : roster.members().stream()
                    .collect(Collectors.toMap(Member::subject, Member::role)),
            quotas.of(organization.name())));
  }
}
