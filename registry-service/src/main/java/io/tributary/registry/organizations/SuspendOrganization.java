package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.problems.Refusal;
import io.tributary.registry.organizations.OrganizationState.Active;
import io.tributary.registry.organizations.OrganizationState.Suspended;
import java.time.Clock;
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
   * Suspends it; twice is once, with the later reason.
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
    change(name, new Suspended(reason, clock.instant()));
  }

  /**
   * Lets it go on.
   *
   * @throws Refusal where there is no such organization
   */
  void resume(OrganizationName name) {
    change(name, new Active());
  }

  private void change(OrganizationName name, OrganizationState state) {
    Reach.of(name)
        .run(() -> transactions.executeWithoutResult(status -> changeLocked(name, state)));
  }

  private void changeLocked(OrganizationName name, OrganizationState state) {
    if (organizations.lock(name).isEmpty()) {
      throw Refusal.notFound("organization-not-found", "There is no such organization.");
    }
    organizations.change(name, state);
    announcements.changed(name);
  }
}
