package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All flows, their revisions, and what is deployed of them. */
public interface Deployments {
  /** A flow that is not on its way out. */
  Optional<Deployment> find(OrganizationName organization, FlowName name);

  /** A flow whatever its state. */
  Optional<Deployment> find(FlowId flow);

  /** Flows that are not on their way out, by name. */
  List<Deployment> all(OrganizationName organization);

  /** Flows whatever their state, also those that are gone. */
  List<Deployment> every(OrganizationName organization);

  /** Flows of all organizations that wait for somebody to go on: starting or stopping. */
  List<Deployment> underWay();

  /** Flows of all organizations that step runners were told of. */
  List<FlowId> running();

  /**
   * Adds a flow.
   *
   * @return false where the name is taken
   */
  boolean add(Deployment deployment);

  /** Keeps the deployment's newest state. */
  void save(Deployment deployment);

  /**
   * Adds a revision.
   *
   * @return false where somebody else took the number
   */
  boolean addRevision(FlowId flow, Revision revision);

  Optional<Revision> revision(FlowId flow, int number);

  /**
   * What the step runners were last told of this flow's steps; trigger first, empty before the
   * first time.
   */
  List<StepAssignment> assigned(FlowId flow);

  Optional<StepAssignment> assigned(FlowId flow, StepName step);

  /** The same with the roads that are being cleared; those last. */
  List<StepAssignment> roads(FlowId flow);

  /** Flows of all organizations that have roads to clear. */
  List<FlowId> clearing();

  /** Replaces what the step runners were told, on all roads. */
  void assign(FlowId flow, List<StepAssignment> roads);

  /** Writes down that a road has ended. */
  void ended(EndedRoad road);

  /** The highest number of a flow's ended roads for each step that has any. */
  Map<StepName, Integer> ended(FlowId flow);

  /** Roads of all flows that ended earlier and still have their waiting rooms. */
  List<EndedRoad> endedBefore(Instant at);

  /** The road's waiting room is gone; its number stays taken. */
  void roomGone(EndedRoad road);

  /**
   * What was said of a step for messages of a revision; absent where nothing was, or is kept any
   * more.
   */
  default Optional<StepAssignment> edition(FlowId flow, StepName step, int revision) {
    return roads(flow).stream()
        .filter(road -> road.step().equals(step))
        .flatMap(road -> road.edition(revision).stream())
        .findFirst();
  }
}
