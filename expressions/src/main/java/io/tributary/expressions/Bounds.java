package io.tributary.expressions;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Parser;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Stops one evaluation that nests too deep or does not end. The library's own bounds go by the
 * clock on the wall, and would give a message up because the machine was busy.
 */
final class Bounds {
  private final int mostDepth;
  private final Duration time;
  private final Allowance allowance;
  private int depth;

  private Bounds(Duration time, int mostDepth) {
    this.time = time;
    this.mostDepth = mostDepth;
    this.allowance = new Allowance(time);
  }

  /** From now on, for whatever is evaluated in this frame. */
  static void set(Jsonata.Frame frame, Duration time, int mostDepth) {
    var bounds = new Bounds(time, mostDepth);
    frame.setEvaluateEntryCallback(bounds::enter);
    frame.setEvaluateExitCallback(bounds::leave);
  }

  private void enter(Parser.Symbol part, @Nullable Object input, Jsonata.Frame frame) {
    if (frame.isParallelCall) {
      return;
    }
    depth++;
    if (depth > mostDepth) {
      throw new MappingFailed(
          "nested deeper than %d calls: look for a function that calls itself without end"
              .formatted(mostDepth));
    }
    stopWhereUsedUp();
  }

  private void leave(
      Parser.Symbol part, @Nullable Object input, Jsonata.Frame frame, @Nullable Object result) {
    if (frame.isParallelCall) {
      return;
    }
    depth--;
    stopWhereUsedUp();
  }

  private void stopWhereUsedUp() {
    if (allowance.isUsedUp()) {
      throw new MappingFailed(
          "takes longer than %d ms: look for a loop without end".formatted(time.toMillis()));
    }
  }
}
