package io.tributary.runtime.deployments;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runtime.grants.DeployedHosts;
import io.tributary.runtime.grants.OpenHosts;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Steps hear anew what they may reach: also those of earlier editions and of roads being cleared.
 */
@Component
final class DecidedHosts implements DeployedHosts {
  private final Deployments deployments;
  private final Assignments assignments;
  private final OpenHosts hosts;

  DecidedHosts(Deployments deployments, Assignments assignments, OpenHosts hosts) {
    this.deployments = deployments;
    this.assignments = assignments;
    this.hosts = hosts;
  }

  @Override
  public List<FlowName> decided(OrganizationName organization, ComponentRef component) {
    return deployments.all(organization).stream()
        .filter(deployment -> changed(deployment, component))
        .map(Deployment::name)
        .toList();
  }

  private boolean changed(Deployment deployment, ComponentRef component) {
    var before = deployments.roads(deployment.flow());
    var after = before.stream().map(road -> reaching(road, component)).toList();
    if (after.equals(before)) {
      return false;
    }
    deployments.assign(deployment.flow(), after);
    after.stream().filter(road -> !before.contains(road)).forEach(assignments::tell);
    return true;
  }

  private StepAssignment reaching(StepAssignment road, ComponentRef component) {
    return road.reaching(
        step ->
            step.component().component().equals(component)
                ? hosts.of(step.organization(), step.component())
                : step.egress());
  }
}
