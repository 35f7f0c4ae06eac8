package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.problems.Refusal;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Gives members other roles, and lets them go. */
@Component
final class ChangeMember {
  private final Organizations organizations;
  private final ProviderChanges changes;
  private final TellProvider tellProvider;
  private final Announcements announcements;
  private final TransactionOperations transactions;

  ChangeMember(
      Organizations organizations,
      ProviderChanges changes,
      TellProvider tellProvider,
      Announcements announcements,
      TransactionOperations transactions) {
    this.organizations = organizations;
    this.changes = changes;
    this.tellProvider = tellProvider;
    this.announcements = announcements;
    this.transactions = transactions;
  }

  /**
   * Gives the role.
   *
   * @throws Refusal as {@link Roster#changed} does
   */
  Member role(Caller caller, OrganizationName name, String subject, Role role) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              var member = locked(name).changed(caller.subject(), subject, role);
              organizations.put(name, member);
              announcements.changed(name);
              return member;
            }));
  }

  /**
   * Removes the member, or lets the caller leave. Known to every service within moments, whatever
   * tokens still say.
   *
   * @throws Refusal as {@link Roster#removed} does
   */
  void remove(Caller caller, OrganizationName name, String subject) {
    transactions.executeWithoutResult(
        status -> {
          locked(name).removed(caller.subject(), subject);
          organizations.remove(name, subject);
          changes.add(new ProviderChange.Remove(name, subject));
          announcements.changed(name);
        });
    tellProvider.now(name);
  }

  private Roster locked(OrganizationName name) {
    return organizations
        .lock(name)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "organization-not-found",
                    "There is no such organization, or you do not belong to it."));
  }
}
