package io.tributary.runner.delivery;

import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.protocol.FailureKind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * That the step's connection is not lent: nobody works, so messages only wait. A person is told
 * once in the step's log, and once by an event of the message that waits first.
 */
final class NotLent {
  private final Attempts attempts;
  private @Nullable Failure why;
  private boolean untold;

  NotLent(Attempts attempts) {
    this.attempts = attempts;
  }

  void begin(String reason) {
    if (why == null) {
      why = new Failure(FailureKind.CONNECTION_REFUSED, "ConnectionNotLent", reason, Duration.ZERO);
      untold = true;
      attempts.say("error", "the step waits, and so do its messages: " + reason);
    }
  }

  void end() {
    if (why != null) {
      why = null;
      untold = false;
      attempts.say("info", "its connection is lent again: the step goes on");
    }
  }

  boolean isUntold() {
    return untold;
  }

  void tell(Message waiting) {
    if (why != null) {
      untold = false;
      attempts.tell(waiting, Outcome.CONNECTION_REFUSED, null, why);
    }
  }
}
