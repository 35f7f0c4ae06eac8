package io.tributary.contracts.builds;

/**
 * Where builds are talked about. Keys are the component reference, so one component's stay in
 * order.
 */
public final class BuildTopics {
  public static final String REQUESTED = "tributary.builds.requested";
  public static final String FINISHED = "tributary.builds.finished";

  private BuildTopics() {}
}
