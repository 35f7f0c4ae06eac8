package io.tributary.registry.organizations;

import io.swagger.v3.oas.annotations.Operation;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.problems.Fields;
import io.tributary.registry.organizations.OrganizationController.OrganizationView;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** All organizations, for the platform's operator. */
@RestController
@RequestMapping("/api/v1/operator/organizations")
final class OperatorController {
  private final Organizations organizations;
  private final SuspendOrganization suspendOrganization;

  OperatorController(Organizations organizations, SuspendOrganization suspendOrganization) {
    this.organizations = organizations;
    this.suspendOrganization = suspendOrganization;
  }

  record All(List<OrganizationView> organizations) {}

  record Reason(String reason) {
    Reason {
      reason = Fields.required(reason, "reason");
    }
  }

  @GetMapping
  @Operation(summary = "All organizations, by name")
  All all() {
    return new All(organizations.all().stream().map(OrganizationView::of).toList());
  }

  @PutMapping("/{organization}/suspension")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Suspends an organization: it can be looked at, and nothing of it changes or runs")
  void suspend(@PathVariable OrganizationName organization, @RequestBody Reason asked) {
    suspendOrganization.suspend(organization, asked.reason());
  }

  @DeleteMapping("/{organization}/suspension")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Lets a suspended organization go on")
  void resume(@PathVariable OrganizationName organization) {
    suspendOrganization.resume(organization);
  }
}
