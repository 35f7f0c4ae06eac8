package io.tributary.host.session;

import io.tributary.expressions.MappingFailed;
import io.tributary.host.json.DoesNotFit;
import io.tributary.protocol.FailureKind;
import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /** What a person reads; with the advice that the JDK's sockets drop from look-ups. */
  static String messageOf(Throwable failure) {
    var message = failure.getMessage();
    var text = message == null ? failure.getClass().getSimpleName() : message;
    for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnknownHostException && !text.contains("is not granted")) {
        return text + ": host is not granted: declare it in component.json#/network";
      }
    }
    return text;
  }

  static Optional<Duration> waitOf(Throwable failure) {
    return failure instanceof RetryLater later ? later.after() : Optional.empty();
  }
}
