package io.tributary.runner.delivery;

/**
 * How many bytes of log one worker may write: a bucket that fills with its rate and holds one
 * second of it. What does not fit is counted, so that the reader learns how much is missing.
 */
final class LogBudget {
  private final long bytesPerSecond;
  private double left;
  private long filledAt;
  private long dropped;

  LogBudget(long bytesPerSecond, long now) {
    this.bytesPerSecond = bytesPerSecond;
    this.left = bytesPerSecond;
    this.filledAt = now;
  }

  boolean take(int bytes, long now) {
    left = Math.min((double) bytesPerSecond, left + (now - filledAt) / 1e9 * bytesPerSecond);
    filledAt = now;
    if (left < bytes) {
      dropped += bytes;
      return false;
    }
    left -= bytes;
    return true;
  }

  /** Bytes dropped since the last call. */
  long takeDropped() {
    long bytes = dropped;
    dropped = 0;
    return bytes;
  }
}
