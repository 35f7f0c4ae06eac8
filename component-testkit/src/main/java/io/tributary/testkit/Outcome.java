package io.tributary.testkit;

import java.time.Duration;
import java.util.Optional;

/** How a message ended. */
public sealed interface Outcome {
  /** The call returned. */
  record Done() implements Outcome {}

  /** It comes again by the step's policy, or not before the wait that the service asked for. */
  record RetriedLater(String message, Optional<Duration> after) implements Outcome {}

  /** It goes to the dead letters. */
  record GivenUp(String message) implements Outcome {}

  /** The step waits until the connection is renewed. */
  record ConnectionRefused(String message) implements Outcome {}
}
