package io.tributary.contracts.workers;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;

/**
 * A worker that has ended: the answer to {@code DELETE /internal/v1/workers/{worker}}, also where
 * it ended by itself in the last ten minutes.
 *
 * @param code the process's; 137 after a kill
 * @param lastWords the newest of what it wrote beside its socket, whole lines, at most 16 KiB; raw,
 *     so secrets of its connection may stand in it: the runner, which lent them, takes them out
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record WorkerExit(
    String worker, int code, boolean outOfMemory, Instant at, String lastWords) {
  /** Of {@code lastWords}. */
  public static final int MOST_BYTES = 16 * 1024;

  /** Ended because it was told to, or had nothing left to do. */
  public boolean isOrderly() {
    return !outOfMemory && (code == 0 || code == 143);
  }

  /** Never the words. */
  @Override
  public String toString() {
    return "WorkerExit[" + worker + ", " + code + (outOfMemory ? ", out of memory" : "") + "]";
  }
}
