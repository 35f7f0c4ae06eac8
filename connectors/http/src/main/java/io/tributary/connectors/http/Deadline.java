package io.tributary.connectors.http;

import io.tributary.sdk.RetryLater;
import java.time.Duration;

/** The end of the time that one call may take, with its redirects, tokens and bodies. */
record Deadline(String host, long end, Duration limit) {
  static Deadline in(Duration limit, String host) {
    return new Deadline(host, System.nanoTime() + limit.toNanos(), limit);
  }

  /**
   * What is left.
   *
   * @throws RetryLater where nothing is
   */
  Duration left() {
    long left = end - System.nanoTime();
    if (left <= 0) {
      throw late();
    }
    return Duration.ofNanos(left);
  }

  RetryLater late() {
    return new RetryLater(
        "%s: did not answer within %d s. If it is slow, raise timeoutSeconds and the step's timeout"
            .formatted(host, limit.toSeconds()));
  }
}
