package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Flows in memory. */
public final class InMemoryDeployments implements Deployments {
  private final Map<FlowId, Deployment> flows = new LinkedHashMap<>();
  private final Map<String, Revision> revisions = new HashMap<>();
  private final Map<FlowId, List<StepAssignment>> assigned = new HashMap<>();
  private final Map<EndedRoad, Boolean> ended = new LinkedHashMap<>();

  @Override
  public Optional<Deployment> find(OrganizationName organization, FlowName name) {
    return all(organization).stream().filter(flow -> flow.name().equals(name)).findFirst();
  }

  @Override
  public Optional<Deployment> find(FlowId flow) {
    return Optional.ofNullable(flows.get(flow));
  }

  @Override
  public List<Deployment> all(OrganizationName organization) {
    return flows.values().stream()
        .filter(flow -> flow.organization().equals(organization))
        .filter(
            flow ->
                !(flow.state() instanceof DeploymentState.Stopping
                    || flow.state() instanceof DeploymentState.Stopped))
        .sorted(Comparator.comparing(flow -> flow.name().value()))
        .toList();
  }

  @Override
  public List<Deployment> every(OrganizationName organization) {
    return flows.values().stream()
        .filter(flow -> flow.organization().equals(organization))
        .sorted(Comparator.comparing(flow -> flow.flow().value()))
        .toList();
  }

  @Override
  public List<Deployment> underWay() {
    return flows.values().stream()
        .filter(
            flow ->
                flow.state() instanceof DeploymentState.Starting
                    || flow.state() instanceof DeploymentState.Stopping)
        .toList();
  }

  @Override
  public List<FlowId> running() {
    return List.copyOf(flows.keySet());
  }

  @Override
  public boolean add(Deployment deployment) {
    return find(deployment.organization(), deployment.name()).isEmpty()
        && flows.putIfAbsent(deployment.flow(), deployment) == null;
  }

  @Override
  public void save(Deployment deployment) {
    flows.replace(deployment.flow(), deployment);
  }

  @Override
  public boolean addRevision(FlowId flow, Revision revision) {
    var stored =
        new Revision(
            revision.number(),
            revision.notation(),
            revision.document(),
            revision.plan().asStored(),
            revision.at(),
            revision.by());
    return revisions.putIfAbsent(flow + "/" + revision.number(), stored) == null;
  }

  @Override
  public Optional<Revision> revision(FlowId flow, int number) {
    return Optional.ofNullable(revisions.get(flow + "/" + number));
  }

  @Override
  public List<StepAssignment> assigned(FlowId flow) {
    return roads(flow).stream().filter(road -> !road.editions().closed()).toList();
  }

  @Override
  public List<StepAssignment> roads(FlowId flow) {
    return assigned.getOrDefault(flow, List.of());
  }

  @Override
  public List<FlowId> clearing() {
    return assigned.keySet().stream()
        .filter(flow -> roads(flow).stream().anyMatch(road -> road.editions().closed()))
        .toList();
  }

  @Override
  public Optional<StepAssignment> assigned(FlowId flow, StepName step) {
    return assigned(flow).stream().filter(known -> known.step().equals(step)).findFirst();
  }

  @Override
  public void assign(FlowId flow, List<StepAssignment> roads) {
    assigned.put(flow, new FlowPlan(roads, false, false, List.of()).asStored().assignments());
  }

  @Override
  public void ended(EndedRoad road) {
    ended.putIfAbsent(road, true);
  }

  @Override
  public Map<StepName, Integer> ended(FlowId flow) {
    return ended.keySet().stream()
        .filter(road -> road.flow().equals(flow))
        .collect(Collectors.toMap(EndedRoad::step, EndedRoad::number, Math::max));
  }

  @Override
  public List<EndedRoad> endedBefore(Instant at) {
    return ended.entrySet().stream()
        .filter(road -> road.getValue() && road.getKey().at().isBefore(at))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public void roomGone(EndedRoad road) {
    ended.replace(road, false);
  }
}
