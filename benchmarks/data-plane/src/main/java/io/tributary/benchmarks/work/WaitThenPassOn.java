package io.tributary.benchmarks.work;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Json;

/** As a call to a slow API: {@value #MILLIS} ms, then the message goes on. */
public final class WaitThenPassOn implements Action<Json> {
  public static final int MILLIS = 50;

  @Override
  public void run(Json input, Context context, Emitter out) throws InterruptedException {
    Thread.sleep(MILLIS);
    out.emit(input);
  }
}
