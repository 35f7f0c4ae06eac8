package io.tributary.benchmarks.work;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Json;

/** Gives every message on as it came. */
public final class PassOn implements Action<Json> {
  @Override
  public void run(Json input, Context context, Emitter out) {
    out.emit(input);
  }
}
