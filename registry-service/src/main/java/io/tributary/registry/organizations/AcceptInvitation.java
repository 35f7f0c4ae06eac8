package io.tributary.registry.organizations;

import io.tributary.foundation.login.Caller;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.problems.Refusal;
import java.time.Clock;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Makes whoever was invited a member. */
@Component
final class AcceptInvitation {
  private final Organizations organizations;
  private final Invitations invitations;
  private final ProviderChanges changes;
  private final TellProvider tellProvider;
  private final Announcements announcements;
  private final TransactionOperations transactions;
  private final Clock clock;

  AcceptInvitation(
      Organizations organizations,
      Invitations invitations,
      ProviderChanges changes,
      TellProvider tellProvider,
      Announcements announcements,
      TransactionOperations transactions,
      Clock clock) {
    this.organizations = organizations;
    this.invitations = invitations;
    this.changes = changes;
    this.tellProvider = tellProvider;
    this.announcements = announcements;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * What came of it.
   *
   * @param named whether new tokens of the caller name the organization by now
   */
  record Joined(Organization organization, Member member, boolean named) {}

  /**
   * Accepts.
   *
   * @throws Refusal where the code is no open invitation's, or it was sent to another address than
   *     the provider knows to be the caller's
   */
  Joined accept(Caller caller, InvitationCode code) {
    var invitation = meant(caller, code);
    return Reach.of(invitation.organization())
        .call(
            () -> {
              var joined =
                  Objects.requireNonNull(
                      transactions.execute(status -> accept(caller, invitation)));
              boolean named = tellProvider.now(joined.organization().name());
              return new Joined(joined.organization(), joined.member(), named);
            });
  }

  private Invitation meant(Caller caller, InvitationCode code) {
    var invitation = invitations.find(code).orElseThrow(AcceptInvitation::unknown);
    if (caller.email().filter(invitation.email()::equalsIgnoreCase).isEmpty()) {
      // Whoever got hold of the code learns nothing of whose it is.
      throw Refusal.forbidden(
          "invitation-for-another",
          "This invitation was sent to another e-mail address than yours. Sign in as whom it was"
              + " sent to, with an address that the identity provider has verified.");
    }
    return invitation;
  }

  /** Once: of two at the same time, the second finds it taken. */
  private Joined accept(Caller caller, Invitation invitation) {
    var name = invitation.organization();
    var roster = organizations.lock(name).orElseThrow(AcceptInvitation::unknown);
    if (roster.organization().isStopped()) {
      throw Refusal.conflict(
          "organization-stopped",
          "%s is suspended or leaving: nobody joins it now.".formatted(name));
    }
    if (!invitations.take(name, invitation.id())) {
      throw unknown();
    }
    if (roster.has(caller.subject())) {
      throw Refusal.conflict("already-a-member", "You are a member of %s.".formatted(name));
    }
    var member =
        new Member(
            caller.subject(), caller.name(), caller.email(), invitation.role(), clock.instant());
    organizations.put(name, member);
    changes.add(new ProviderChange.Join(name, caller.subject()));
    announcements.changed(name);
    return new Joined(roster.organization(), member, false);
  }

  private static Refusal unknown() {
    return Refusal.notFound(
        "invitation-not-found",
        "There is no such open invitation: it was accepted, withdrawn, replaced by a newer one, or"
            + " a week has gone. Ask for another one.");
  }
}
