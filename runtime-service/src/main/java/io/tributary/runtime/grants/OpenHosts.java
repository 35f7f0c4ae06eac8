package io.tributary.runtime.grants;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runtime.components.Components;
import io.tributary.runtime.components.Egress;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * The hosts that a step may reach: named by its component's manifest, allowed by its organization.
 */
@Component
public final class OpenHosts {
  private final Components components;
  private final HostDecisions decisions;

  public OpenHosts(Components components, HostDecisions decisions) {
    this.components = components;
    this.decisions = decisions;
  }

  /** None where the version is unknown, or asks for none. */
  public List<StepAssignment.HostGrant> of(OrganizationName organization, VersionRef version) {
    var asked =
        components.find(version).map(known -> Egress.named(known.manifest())).orElse(List.of());
    return asked.isEmpty()
        ? List.of()
        : Egress.words(decisions.of(organization, version.component()).open(asked));
  }
}
