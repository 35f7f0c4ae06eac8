package io.tributary.runtime.masking;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import java.util.HashMap;
import java.util.Map;

/** Masks as they are now, each looked for once; for one thread and for as long as one answer. */
public final class KnownMasks {
  private final FindMask masks;
  private final Map<Place, Mask> before = new HashMap<>();
  private final Map<Place, Mask> after = new HashMap<>();

  public KnownMasks(FindMask masks) {
    this.masks = masks;
  }

  private record Place(FlowId flow, StepName step, int revision) {}

  /** Of what the step got. */
  public Mask before(FlowId flow, StepName step, int revision) {
    return before.computeIfAbsent(
        new Place(flow, step, revision), _ -> masks.before(flow, step, revision));
  }

  /** Of what the step gave. */
  public Mask after(FlowId flow, StepName step, int revision) {
    return after.computeIfAbsent(
        new Place(flow, step, revision), _ -> masks.after(flow, step, revision));
  }
}
