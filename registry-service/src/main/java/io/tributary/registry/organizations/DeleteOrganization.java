package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.problems.Refusal;
import io.tributary.registry.organizations.OrganizationState.Active;
import io.tributary.registry.organizations.OrganizationState.Deleted;
import io.tributary.registry.organizations.OrganizationState.Leaving;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets an organization go: asked for by an owner, called off by any of them until the day comes,
 * and for ever after that. Nothing of it runs from the asking on: what is missed without it is
 * noticed while it can still come back.
 */
@Component
final class DeleteOrganization {
  private static final Logger LOG = LoggerFactory.getLogger(DeleteOrganization.class);

  private final Organizations organizations;
  private final Announcements announcements;
  private final ProviderChanges changes;
  private final DeletionLetters letters;
  private final TransactionOperations transactions;
  private final Clock clock;
  private final Duration wait;

  DeleteOrganization(
      Organizations organizations,
      Announcements announcements,
      ProviderChanges changes,
      DeletionLetters letters,
      TransactionOperations transactions,
      Clock clock,
      @Value("${tributary.organizations.deletion-wait:P14D}") Duration wait) {
    if (wait.isNegative()) {
      throw new IllegalArgumentException(
          "tributary.organizations.deletion-wait is %s. Set a duration, such as P14D."
              .formatted(wait));
    }
    this.organizations = organizations;
    this.announcements = announcements;
    this.changes = changes;
    this.letters = letters;
    this.transactions = transactions;
    this.clock = clock;
    this.wait = wait;
  }

  /** How long an organization waits. */
  Duration waits() {
    return wait;
  }

  /**
   * Asks for the deletion; asked twice, the first time counts.
   *
   * @param again the organization's name once more
   * @return the organization as it is now
   * @throws Refusal where the name is another one
   */
  Organization ask(Caller caller, OrganizationName name, String again) {
    if (!again.equals(name.value())) {
      throw Refusal.badRequest(
          "confirmation-wrong",
          "To have %s deleted, repeat its name. \"%s\" is another one.".formatted(name, again));
    }
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var asked = new Leaving(caller.name(), now, now.plus(wait));
    var roster = change(name, asked, Active.class);
    if (roster.organization().state().equals(asked)) {
      letters.asked(roster);
    }
    return roster.organization();
  }

  /** Calls it off; where nobody asked for it, nothing changes. */
  void callOff(Caller caller, OrganizationName name) {
    var active = new Active();
    if (change(name, active, Leaving.class).organization().state().equals(active)) {
      letters.calledOff(name, organizations.members(name), caller.name());
    }
  }

  /** What is due. */
  @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.SECONDS)
  void deleteDue() {
    try {
      for (var name : organizations.due(clock.instant())) {
        Reach.of(name).run(() -> delete(name));
      }
    } catch (DataAccessException away) {
      LOG.debug("Organizations that leave are looked for later: {}", away.getMessage());
    }
  }

  private void delete(OrganizationName name) {
    transactions.executeWithoutResult(
        status -> {
          var roster = organizations.lock(name).orElseThrow();
          if (roster.organization().state() instanceof Leaving) {
            organizations.change(name, new Deleted(clock.instant()));
            changes.add(new ProviderChange.Unmake(name));
            announcements.changed(name);
            LOG.info("{} is deleted", name);
          }
        });
  }

  /** The roster after the change, where the organization was in such a state; else as it is. */
  private Roster change(
      OrganizationName name, OrganizationState state, Class<? extends OrganizationState> onlyFrom) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              var roster =
                  organizations
                      .lock(name)
                      .orElseThrow(
                          () ->
                              Refusal.notFound(
                                  "organization-not-kept-here",
                                  "Your identity provider keeps this organization: have it removed"
                                      + " there."));
              if (!onlyFrom.isInstance(roster.organization().state())) {
                return roster;
              }
              organizations.change(name, state);
              announcements.changed(name);
              return roster.in(state);
            }));
  }
}
