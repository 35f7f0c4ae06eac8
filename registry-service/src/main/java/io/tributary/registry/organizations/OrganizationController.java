package io.tributary.registry.organizations;

import io.swagger.v3.oas.annotations.Operation;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.audit.AuditTrail;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Fields;
import io.tributary.foundation.problems.Refusal;
import io.tributary.registry.organizations.OrganizationState.Deleted;
import io.tributary.registry.organizations.OrganizationState.Leaving;
import io.tributary.registry.organizations.OrganizationState.Suspended;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A person's organizations over REST. */
@RestController
@RequestMapping("/api/v1/organizations")
final class OrganizationController {
  private final Organizations organizations;
  private final MakeOrganization makeOrganization;

  OrganizationController(Organizations organizations, MakeOrganization makeOrganization) {
    this.organizations = organizations;
    this.makeOrganization = makeOrganization;
  }

  /**
   * An organization on the wire.
   *
   * @param suspended the operator's reason; absent where it is not suspended
   * @param leaves when it is to be deleted; absent where nobody asked for that
   * @param deleted when it was, for the operator
   */
  record OrganizationView(
      OrganizationName name,
      String title,
      @Nullable String suspended,
      @Nullable Instant leaves,
      @Nullable Instant deleted,
      Instant since) {
    static OrganizationView of(Organization organization) {
      return new OrganizationView(
          organization.name(),
          organization.title(),
          organization.state() instanceof Suspended(var reason, var _) ? reason : null,
          organization.state() instanceof Leaving(var _, var _, var due) ? due : null,
          organization.state() instanceof Deleted(var since) ? since : null,
          organization.madeAt());
    }
  }

  /**
   * One of the caller's organizations.
   *
   * @param named whether the caller's token names it; where not, sign in again to reach it
   */
  record MineView(OrganizationView organization, Role role, boolean named) {}

  record Mine(List<MineView> organizations) {}

  @GetMapping
  @Operation(summary = "The caller's organizations")
  Mine mine(Caller caller) {
    return new Mine(
        organizations.of(caller.subject()).stream()
            .map(
                each ->
                    new MineView(
                        OrganizationView.of(each.organization()),
                        each.role(),
                        caller.belongsTo(each.organization().name())))
            .toList());
  }

  record NewOrganization(OrganizationName name, String title) {
    NewOrganization {
      name = Fields.required(name, "name");
      title = Fields.required(title, "title");
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(
      summary =
          "A new organization, owned by the caller; tokens from now on name it. The name is for"
              + " ever.")
  MineView make(@RequestBody NewOrganization asked, Caller caller, HttpServletRequest request) {
    People.require(caller);
    boolean named = makeOrganization.make(caller, asked.name(), asked.title());
    AuditTrail.concerns(request, asked.name());
    var made = organizations.find(asked.name()).orElseThrow();
    return new MineView(OrganizationView.of(made), Role.OWNER, named);
  }

  @GetMapping("/{organization}")
  @Needs(Permission.LOOK)
  @Operation(summary = "One organization")
  OrganizationView one(@PathVariable OrganizationName organization) {
    return organizations
        .find(organization)
        .map(OrganizationView::of)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "organization-not-found",
                    "There is no such organization, or you do not belong to it."));
  }
}
