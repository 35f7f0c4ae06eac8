package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import java.time.Instant;
import java.util.OptionalInt;

/**
 * A flow of an organization and what of it is deployed.
 *
 * @param revision the newest revision
 * @param deployed the revision that the step runners were told; empty before the first time
 */
public record Deployment(
    FlowId flow,
    OrganizationName organization,
    FlowName name,
    int revision,
    OptionalInt deployed,
    DeploymentState state,
    Instant createdAt) {

  Deployment in(DeploymentState changed) {
    return new Deployment(flow, organization, name, revision, deployed, changed, createdAt);
  }

  Deployment withRevision(int number) {
    return new Deployment(flow, organization, name, number, deployed, state, createdAt);
  }

  Deployment deployedAs(int number, DeploymentState changed) {
    return new Deployment(
        flow, organization, name, revision, OptionalInt.of(number), changed, createdAt);
  }

  /** Whether messages reach it. */
  public boolean isPaused() {
    return state instanceof DeploymentState.Paused;
  }
}
