package io.tributary.host.session;

import io.tributary.host.json.DoesNotFit;
import io.tributary.host.mapping.MappingFailed;
import io.tributary.protocol.FailureKind;
import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.time.Duration;
import java.util.Optional;

/** Sorts what a component threw by what is to be done with the message. */
final class Failures {
  private Failures() {}

  static FailureKind kindOf(Throwable failure) {
    return switch (failure) {
      case GiveUp _, DoesNotFit _, MappingFailed _ -> FailureKind.GIVE_UP;
      case ConnectionRefused _ -> FailureKind.CONNECTION_REFUSED;
      default -> FailureKind.RETRY_LATER;
    };
  }

  static Optional<Duration> waitOf(Throwable failure) {
    return failure instanceof RetryLater later ? later.after() : Optional.empty();
  }
}
