package io.tributary.runtime.deployments;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.runtime.connections.ConnectionUses;
import java.util.List;
import org.springframework.stereotype.Component;

/** Flows use the connections of their newest revision and of the one that is deployed. */
@Component
final class DeployedConnectionUses implements ConnectionUses {
  private final Deployments deployments;

  DeployedConnectionUses(Deployments deployments) {
    this.deployments = deployments;
  }

  @Override
  public List<FlowName> flowsUsing(OrganizationName organization, ConnectionName name) {
    return deployments.all(organization).stream()
        .filter(deployment -> uses(deployment, name))
        .map(Deployment::name)
        .toList();
  }

  private boolean uses(Deployment deployment, ConnectionName name) {
    var newest =
        deployments
            .revision(deployment.flow(), deployment.revision())
            .map(revision -> revision.plan().assignments())
            .orElse(List.of());
    return newest.stream().anyMatch(step -> name.equals(step.connection()))
        || deployments.roads(deployment.flow()).stream()
            .flatMap(StepAssignment::all)
            .anyMatch(step -> name.equals(step.connection()));
  }
}
