package io.tributary.contracts.steps;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;

/**
 * The topics of a flow. Flow ids hold no dot and have one length, so no flow's names can begin with
 * another's.
 */
public final class FlowTopics {
  private FlowTopics() {}

  /** What the names of all topics of the flow, and of no other's, begin with. */
  public static String prefix(FlowId flow) {
    return "flow." + flow + ".";
  }

  /** What enters the trigger: requests of a webhook, ticks of a schedule. */
  public static String input(FlowId flow, StepName trigger) {
    return "flow." + flow + "." + trigger + ".in";
  }

  /** What a step gave; every next step is a consumer group on it. */
  public static String output(FlowId flow, StepName step) {
    return "flow." + flow + "." + step + ".out";
  }

  /** What a step gave up, where the flow has a branch for it; instead of the dead letters. */
  public static String errors(FlowId flow, StepName step) {
    return "flow." + flow + "." + step + ".errors";
  }

  /**
   * The step's own waiting room on one of its roads: messages between attempts or pages, and
   * replays. As many partitions as its input, stamped by the broker ({@code LogAppendTime}).
   */
  public static String parked(FlowId flow, StepName step, int road) {
    return group(flow, step, road) + ".parked";
  }

  /** Snapshots of the step, compacted, one partition; key = scope and order key. */
  public static String snapshots(FlowId flow, StepName step) {
    return "flow." + flow + "." + step + ".snapshots";
  }

  /**
   * Ids of the events that a trigger has taken; key = id. As many partitions as its input, stamped
   * by the broker.
   */
  public static String seen(FlowId flow, StepName trigger) {
    return "flow." + flow + "." + trigger + ".seen";
  }

  /** Pieces of bodies that are too large for a message, which refers to them. */
  public static String bodies(FlowId flow) {
    return "flow." + flow + ".bodies";
  }

  public static String deadLetters(FlowId flow) {
    return "flow." + flow + ".dead";
  }

  /** Lines that the flow's steps logged; aged out by the broker. */
  public static String logs(FlowId flow) {
    return "flow." + flow + ".logs";
  }

  /** The consumer group of a step on one of its roads ({@link StepAssignment.Editions}). */
  public static String group(FlowId flow, StepName step, int road) {
    return "flow." + flow + "." + step + (road == 1 ? "" : "." + road);
  }
}
