package io.tributary.registry.organizations;

import io.swagger.v3.oas.annotations.Operation;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Fields;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An organization's members over REST. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/members")
final class MemberController {
  private static final String ME = "me";

  private final Organizations organizations;
  private final ChangeMember changeMember;

  MemberController(Organizations organizations, ChangeMember changeMember) {
    this.organizations = organizations;
    this.changeMember = changeMember;
  }

  /** A member on the wire. */
  record MemberView(String subject, String name, @Nullable String email, Role role, Instant since) {
    static MemberView of(Member member) {
      return new MemberView(
          member.subject(),
          member.name(),
          member.email().orElse(null),
          member.role(),
          member.since());
    }
  }

  record Members(List<MemberView> members) {}

  record NewRole(Role role) {
    NewRole {
      role = Fields.required(role, "role");
    }
  }

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "The members, owners first")
  Members all(@PathVariable OrganizationName organization) {
    return new Members(organizations.members(organization).stream().map(MemberView::of).toList());
  }

  @PutMapping("/{subject}")
  @Needs(Permission.MEMBERS)
  @Operation(summary = "Gives a member another role; the last owner stays one")
  MemberView change(
      @PathVariable OrganizationName organization,
      @PathVariable String subject,
      @RequestBody NewRole asked,
      Caller caller) {
    People.require(caller);
    return MemberView.of(changeMember.role(caller, organization, subject, asked.role()));
  }

  /** Whoever may look may leave; who may remove others, the roster says. */
  @DeleteMapping("/{subject}")
  @Needs(Permission.LOOK)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary =
          "Removes a member, effective within moments; everybody may leave (\"me\"), but for the"
              + " last owner")
  void remove(
      @PathVariable OrganizationName organization, @PathVariable String subject, Caller caller) {
    People.require(caller);
    changeMember.remove(caller, organization, subject.equals(ME) ? caller.subject() : subject);
  }
}
