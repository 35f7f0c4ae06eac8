package com.northwind.harness;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Map;

/** Ends or hangs its own process as the message asks, then passes the message on. */
public final class Misbehave implements Action<Map<String, Object>> {
  private static final long MEGABYTE = 1L << 20;

  @Override
  public void run(Map<String, Object> message, Context context, Emitter out) {
    if (message.get("acts") instanceof Map<?, ?> acts
        && acts.get("work") instanceof Map<?, ?> act
        && act.get("n") instanceof Number attempts
        && context.attempt() <= attempts.intValue()) {
      act("" + act.get("act"));
    }
    out.emit(message);
  }

  private static void act(String wanted) {
    switch (wanted) {
      case "exit" -> Runtime.getRuntime().halt(1);
      case "silent_exit" -> Runtime.getRuntime().halt(0);
      case "segmentation_fault" ->
          MemorySegment.ofAddress(8).reinterpret(8).get(ValueLayout.JAVA_LONG, 0);
      case "out_of_memory" -> fillMemory();
      case "loop" -> loop();
      default -> {
        // Nothing bad was asked for.
      }
    }
  }

  /** Beside the heap, so that the container's limit is met and not the JVM's. */
  private static void fillMemory() {
    var kept = new ArrayList<MemorySegment>();
    for (int i = 0; i < 4_096; i++) {
      kept.add(Arena.global().allocate(MEGABYTE).fill((byte) 1));
    }
  }

  private static void loop() {
    long turns = 0;
    while (turns >= 0) {
      turns = (turns + 1) & Long.MAX_VALUE;
    }
  }
}
