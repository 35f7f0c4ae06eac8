package io.tributary.benchmarks.work;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.util.Map;

/** The JSON work as a component: the host parses and serialises. */
public final class RenameFields implements Action<Map<String, Object>> {
  @Override
  public void run(Map<String, Object> input, Context context, Emitter out) {
    out.emit(Orders.renamed(input));
  }
}
