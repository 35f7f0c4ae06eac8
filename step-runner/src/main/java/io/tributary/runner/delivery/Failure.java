package io.tributary.runner.delivery;

import io.tributary.protocol.FailureKind;
import io.tributary.protocol.Frame;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.protocol.ProtocolViolation.Rule;
import io.tributary.runner.bodies.BodyDesk;
import java.time.Duration;

/**
 * How an attempt failed.
 *
 * @param retryAfter what the target asked for; zero where it asked for nothing
 */
record Failure(FailureKind kind, String error, String message, Duration retryAfter) {
  private static final int TEXT = 1_000;
  private static final long LONGEST_WAIT_MILLIS = Duration.ofHours(24).toMillis();

  static Failure retryLater(String error, String message) {
    return new Failure(FailureKind.RETRY_LATER, error, message, Duration.ZERO);
  }

  /**
   * What a dead letter of it says; of large bodies past their limit more than that it was given up.
   */
  String deadKind() {
    return message.startsWith(BodyDesk.TOO_LARGE) ? "too-large" : "give-up";
  }

  static Failure read(Frame frame) throws ProtocolViolation {
    var kind =
        FailureKind.ofWord(frame.required(HeaderKey.KIND))
            .orElseThrow(() -> new ProtocolViolation(Rule.HEADER_VALUE, "FAILED of unknown kind"));
    return new Failure(
        kind,
        PlainText.of(frame.header(HeaderKey.ERROR).orElse("unknown"), 200),
        PlainText.of(frame.header(HeaderKey.MESSAGE).orElse(""), TEXT),
        retryAfter(frame));
  }

  private static Duration retryAfter(Frame frame) throws ProtocolViolation {
    var text = frame.header(HeaderKey.RETRY_AFTER_MS).orElse("0");
    try {
      return Duration.ofMillis(Math.clamp(Long.parseLong(text), 0, LONGEST_WAIT_MILLIS));
    } catch (NumberFormatException notANumber) {
      throw new ProtocolViolation(Rule.HEADER_VALUE, "FAILED, retry-after-ms is not a number");
    }
  }
}
