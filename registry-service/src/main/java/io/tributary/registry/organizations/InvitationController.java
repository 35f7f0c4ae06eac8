package io.tributary.registry.organizations;

import io.swagger.v3.oas.annotations.Operation;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.audit.AuditTrail;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Fields;
import io.tributary.registry.organizations.OrganizationController.MineView;
import io.tributary.registry.organizations.OrganizationController.OrganizationView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invitations over REST. */
@RestController
final class InvitationController {
  private static final String OF_ORGANIZATION = "/api/v1/organizations/{organization}/invitations";

  private final Invitations invitations;
  private final InviteMember inviteMember;
  private final AcceptInvitation acceptInvitation;

  InvitationController(
      Invitations invitations, InviteMember inviteMember, AcceptInvitation acceptInvitation) {
    this.invitations = invitations;
    this.inviteMember = inviteMember;
    this.acceptInvitation = acceptInvitation;
  }

  /** An open invitation on the wire; never its code. */
  record InvitationView(
      UUID id, String email, Role role, String invitedBy, Instant since, Instant until) {
    static InvitationView of(Invitation invitation) {
      return new InvitationView(
          invitation.id(),
          invitation.email(),
          invitation.role(),
          invitation.invitedBy(),
          invitation.madeAt(),
          invitation.until());
    }
  }

  record OpenInvitations(List<InvitationView> invitations) {}

  record NewInvitation(String email, Role role) {
    NewInvitation {
      email = Fields.required(email, "email");
      role = Fields.required(role, "role");
    }
  }

  /**
   * What the inviter is told, once.
   *
   * @param sent whether the letter is on its way; where not, hand the code over
   * @param code good for the invited address only
   */
  record SentView(InvitationView invitation, boolean sent, String code) {
    @Override
    public String toString() {
      return "SentView[%s, %s]".formatted(invitation, sent);
    }
  }

  record Code(String code) {
    Code {
      code = Fields.required(code, "code");
    }

    @Override
    public String toString() {
      return "Code[hidden]";
    }
  }

  @GetMapping(OF_ORGANIZATION)
  @Needs(Permission.MEMBERS)
  @Operation(summary = "Invitations that nobody has accepted yet")
  OpenInvitations open(@PathVariable OrganizationName organization) {
    return new OpenInvitations(
        invitations.of(organization).stream().map(InvitationView::of).toList());
  }

  @PostMapping(OF_ORGANIZATION)
  @Needs(Permission.MEMBERS)
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary = "Invites a person by e-mail, for a week; in the place of one to the same address")
  SentView invite(
      @PathVariable OrganizationName organization,
      @RequestBody NewInvitation asked,
      Caller caller) {
    People.require(caller);
    var sent = inviteMember.invite(caller, organization, asked.email(), asked.role());
    return new SentView(InvitationView.of(sent.invitation()), sent.sent(), sent.code().text());
  }

  @DeleteMapping(OF_ORGANIZATION + "/{id}")
  @Needs(Permission.MEMBERS)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Withdraws an open invitation")
  void withdraw(@PathVariable OrganizationName organization, @PathVariable UUID id) {
    inviteMember.withdraw(organization, id);
  }

  @PostMapping("/api/v1/invitations/accept")
  @Operation(
      summary =
          "Accepts an invitation that was sent to the caller's verified e-mail address; tokens from"
              + " now on name the organization")
  MineView accept(@RequestBody Code code, Caller caller, HttpServletRequest request) {
    People.require(caller);
    var joined = acceptInvitation.accept(caller, new InvitationCode(code.code()));
    AuditTrail.concerns(request, joined.organization().name());
    return new MineView(
        OrganizationView.of(joined.organization()), joined.member().role(), joined.named());
  }
}
