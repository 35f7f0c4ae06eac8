package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.problems.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Asks somebody to join: by a letter with a code that is good once, for a week, for that address.
 */
@Component
final class InviteMember {
  private static final Duration LIFE = Duration.ofDays(7);
  private static final int MOST_OPEN = 100;
  // Whether an address is one, its mail server says; this keeps out what would break a header.
  private static final Pattern ADDRESS =
      Pattern.compile("[^\\s@<>,;:\"]{1,64}@[^\\s@<>,;:\"]{1,190}");

  private final Organizations organizations;
  private final Invitations invitations;
  private final InvitationLetters letters;
  private final TransactionOperations transactions;
  private final Ids ids;
  private final Clock clock;

  InviteMember(
      Organizations organizations,
      Invitations invitations,
      InvitationLetters letters,
      TransactionOperations transactions,
      Ids ids,
      Clock clock) {
    this.organizations = organizations;
    this.invitations = invitations;
    this.letters = letters;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What the inviter gets: the code may be handed over by another way than the letter.
   *
   * @param sent whether the mail server took the letter
   */
  record Sent(Invitation invitation, InvitationCode code, boolean sent) {}

  /**
   * Invites, in the place of an open invitation to the same address.
   *
   * @throws Refusal where the address is none, the role is not the caller's to give, the person is
   *     a member, or too many invitations are open
   */
  Sent invite(Caller caller, OrganizationName name, String email, Role role) {
    var address = email.strip().toLowerCase(Locale.ROOT);
    if (!ADDRESS.matcher(address).matches()) {
      throw Refusal.badRequest("email-invalid", "Give one e-mail address, such as ada@acme.test.");
    }
    var code = new InvitationCode(ids.capability());
    var now = clock.instant();
    var invitation =
        new Invitation(ids.timeOrdered(), name, address, role, caller.name(), now, now.plus(LIFE));
    var organization =
        transactions.execute(
            status -> {
              var roster = organizations.lock(name).orElseThrow(InviteMember::unknown);
              roster.requireMay(caller.subject(), role);
              requireNoMember(roster, address);
              requireRoom(name);
              invitations.put(invitation, code);
              return roster.organization();
            });
    return new Sent(invitation, code, letters.send(organization, invitation, code));
  }

  /**
   * Takes an invitation back.
   *
   * @throws Refusal where there is none
   */
  void withdraw(OrganizationName name, UUID id) {
    if (!invitations.take(name, id)) {
      throw Refusal.notFound(
          "invitation-not-found", "There is no such open invitation: accepted, over or withdrawn.");
    }
  }

  private void requireRoom(OrganizationName name) {
    if (invitations.of(name).size() >= MOST_OPEN) {
      throw Refusal.conflict(
          "too-many-invitations",
          "%d invitations are open. Withdraw some: `tributary members invitations`."
              .formatted(MOST_OPEN));
    }
  }

  private static void requireNoMember(Roster roster, String address) {
    roster.members().stream()
        .filter(member -> member.email().filter(address::equalsIgnoreCase).isPresent())
        .findAny()
        .ifPresent(
            member -> {
              throw Refusal.conflict(
                  "already-a-member",
                  "%s is a member already, as %s.".formatted(address, member.role().word()));
            });
  }

  private static Refusal unknown() {
    return Refusal.notFound(
        "organization-not-found", "There is no such organization, or you do not belong to it.");
  }
}
