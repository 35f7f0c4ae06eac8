package bench;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.Json;

/** Emits what it was given. */
public final class Pass implements Action<Json> {
  @Override
  public void run(Json input, Context context, Emitter out) {
    out.emit(input);
  }
}
