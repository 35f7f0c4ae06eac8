package io.tributary.registry.organizations;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Fields;
import io.tributary.foundation.problems.Refusal;
import io.tributary.registry.organizations.OrganizationState.Leaving;
import java.time.Duration;
import java.time.Instant;
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

/** An organization's deletion over REST. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/deletion")
final class DeletionController {
  private final Organizations organizations;
  private final DeleteOrganization deleteOrganization;

  DeletionController(Organizations organizations, DeleteOrganization deleteOrganization) {
    this.organizations = organizations;
    this.deleteOrganization = deleteOrganization;
  }

  /**
   * How it stands.
   *
   * @param at when the organization is deleted; absent where nobody asked for that, as are {@code
   *     by} and {@code asked}
   * @param waitingTime between asking and deleting
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeletionView(
      String state,
      @Nullable Instant at,
      @Nullable String by,
      @Nullable Instant asked,
      Duration waitingTime) {}

  record Confirmation(String name) {
    Confirmation {
      name = Fields.required(name, "name");
    }
  }

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "Whether the organization is to be deleted, and when")
  DeletionView deletion(@PathVariable OrganizationName organization) {
    return view(
        organizations
            .find(organization)
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        "organization-not-kept-here",
                        "Your identity provider keeps this organization.")));
  }

  @PutMapping
  @Needs(Permission.DELETE)
  @Operation(
      summary =
          "Asks for the organization's deletion: nothing of it runs or changes from now on, and it"
              + " is deleted when the wait is over")
  DeletionView ask(
      @PathVariable OrganizationName organization, @RequestBody Confirmation asked, Caller caller) {
    People.require(caller);
    return view(deleteOrganization.ask(caller, organization, asked.name()));
  }

  @DeleteMapping
  @Needs(Permission.DELETE)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Calls the deletion off: the organization goes on")
  void callOff(@PathVariable OrganizationName organization, Caller caller) {
    People.require(caller);
    deleteOrganization.callOff(caller, organization);
  }

  private DeletionView view(Organization organization) {
    var word = StateColumns.of(organization.state()).word();
    return organization.state() instanceof Leaving(var by, var asked, var due)
        ? new DeletionView(word, due, by, asked, deleteOrganization.waits())
        : new DeletionView(word, null, null, null, deleteOrganization.waits());
  }
}
