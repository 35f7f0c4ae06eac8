package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.registry.organizations.IdentityProvider.ProviderUnreachable;
import io.tributary.registry.organizations.ProviderChange.Join;
import io.tributary.registry.organizations.ProviderChange.Make;
import io.tributary.registry.organizations.ProviderChange.Remove;
import io.tributary.registry.organizations.ProviderChange.Unmake;
import io.tributary.registry.organizations.ProviderChanges.Due;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells the identity provider what members there are: at once, and again until it has taken it.
 * Telling twice does no harm, so that no lock is held while it is asked.
 */
@Component
final class TellProvider {
  private static final Logger LOG = LoggerFactory.getLogger(TellProvider.class);
  private static final Duration WAIT = Duration.ofSeconds(10);

  private final IdentityProvider provider;
  private final ProviderChanges changes;

  TellProvider(IdentityProvider provider, ProviderChanges changes) {
    this.provider = provider;
    this.changes = changes;
  }

  /**
   * Everything of this organization, now.
   *
   * @return whether all of it was told
   */
  boolean now(OrganizationName organization) {
    var due = changes.firstOf(organization);
    while (due.isPresent() && tell(due.get())) {
      due = changes.firstOf(organization);
    }
    return due.isEmpty();
  }

  /** What was left over. */
  @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
  void rest() {
    try {
      Optional<Due> due = changes.first();
      while (due.isPresent()) {
        tell(due.get());
        due = changes.first();
      }
    } catch (DataAccessException away) {
      LOG.debug("The identity provider is told later: {}", away.getMessage());
    }
  }

  private boolean tell(Due due) {
    try {
      switch (due.change()) {
        case Make(var organization) -> provider.make(organization);
        case Unmake(var organization) -> provider.unmake(organization);
        case Join(var organization, var subject) -> provider.join(organization, subject);
        case Remove(var organization, var subject) -> provider.remove(organization, subject);
      }
      changes.told(due);
      return true;
    } catch (ProviderUnreachable later) {
      LOG.warn("{} was not told, again in {}: {}", due.change(), WAIT, later.getMessage());
      changes.later(due, WAIT);
      return false;
    }
  }
}
