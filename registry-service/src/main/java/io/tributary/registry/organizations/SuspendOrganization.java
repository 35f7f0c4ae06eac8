package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.problems.Refusal;
import io.tributary.registry.organizations.OrganizationState.Active;
import io.tributary.registry.organizations.OrganizationState.Suspended;
import java.time.Clock;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets nothing of an organization change or run, and lets it again; for the platform's operator.
 */
@Component
final class SuspendOrganization {
  private static final int LONGEST_REASON = 500;

  private final Organizations organizations;
  private final Announcements announcements;
  private final TransactionOperations transactions;
  private final Clock clock;

  SuspendOrganization(
      Organizations organizations,
      Announcements announcements,
      TransactionOperations transactions,
      Clock clock) {
    this.organizations = organizations;
    this.announcements = announcements;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Suspends it; twice is once, with the later reason. A deletion that its owner asked for is
   * called off: what is suspended stays as it is.
   *
   * @throws Refusal where there is no such organization, or no reason
   */
  void suspend(OrganizationName name, String reason) {
    if (reason.isBlank() || reason.length() > LONGEST_REASON) {
      throw Refusal.badRequest(
          "reason-invalid",
          "Give a reason of 1 to %d characters; the organization's members read it."
              .formatted(LONGEST_REASON));
    }
    change(name, _ -> new Suspended(reason, clock.instant()));
  }

  /**
   * Lets it go on, where it was suspended.
   *
   * @throws Refusal where there is no such organization
   */
  void resume(OrganizationName name) {
    change(name, state -> state instanceof Suspended ? new Active() : state);
  }

  private void change(OrganizationName name, UnaryOperator<OrganizationState> change) {
    Reach.of(name)
        .run(() -> transactions.executeWithoutResult(status -> changeLocked(name, change)));
  }

  private void changeLocked(OrganizationName name, UnaryOperator<OrganizationState> change) {
    var organization =
        organizations
            .lock(name)
            .map(Roster::organization)
            .filter(each -> !each.isDeleted())
            .orElseThrow(
                () -> Refusal.notFound("organization-not-found", "There is no such organization."));
    organizations.change(name, change.apply(organization.state()));
    announcements.changed(name);
  }
}
