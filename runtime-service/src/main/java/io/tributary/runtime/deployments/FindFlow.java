package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.problems.Refusal;
import org.springframework.stereotype.Component;

/** The flow that an address names. */
@Component
public final class FindFlow {
  private final Deployments deployments;

  FindFlow(Deployments deployments) {
    this.deployments = deployments;
  }

  /**
   * The flow of that name.
   *
   * @throws Refusal {@code flow-not-found} where the organization has none, or it is going
   */
  public Deployment find(OrganizationName organization, FlowName name) {
    return deployments
        .find(organization, name)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "flow-not-found",
                    "There is no flow \"%s\" in this organization.".formatted(name)));
  }
}
