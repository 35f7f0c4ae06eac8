package com.northwind.harness;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Ends or hangs its own process as the message asks, then passes the message on. */
public final class Misbehave implements Action<Map<String, Object>> {
  private static final long MEGABYTE = 1L << 20;
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final long LINE_NANOS = 100_000; // of a kilobyte: ten megabytes a second

  @Override
  public void run(Map<String, Object> message, Context context, Emitter out) {
    if (message.get("acts") instanceof Map<?, ?> acts
        && acts.get("work") instanceof Map<?, ?> act
        && act.get("n") instanceof Number attempts
        && context.attempt() <= attempts.intValue()) {
      act("" + act.get("act"), context);
    }
    out.emit(message);
  }

  private static void act(String wanted, Context context) {
    switch (wanted) {
      case "exit" -> Runtime.getRuntime().halt(1);
      case "silent_exit" -> Runtime.getRuntime().halt(0);
      case "segmentation_fault" ->
          MemorySegment.ofAddress(8).reinterpret(8).get(ValueLayout.JAVA_LONG, 0);
      case "out_of_memory" -> fillMemory();
      case "loop" -> loop();
      case "endless_log" -> log(context);
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

  /** Ten megabytes a second by two ways, until it is cancelled or a minute is over. */
  private static void log(Context context) {
    var line = "x".repeat(1_023);
    long begun = System.nanoTime();
    for (long written = 0; !Thread.currentThread().isInterrupted(); written++) {
      long passed = System.nanoTime() - begun;
      if (passed > MINUTE_NANOS) {
        return;
      }
      LockSupport.parkNanos(written * LINE_NANOS - passed);
      if (written % 2 == 0) {
        System.out.println(line);
      } else {
        context.log().info(line);
      }
    }
  }

  private static void loop() {
    long turns = 0;
    while (turns >= 0) {
      turns = (turns + 1) & Long.MAX_VALUE;
    }
  }
}
