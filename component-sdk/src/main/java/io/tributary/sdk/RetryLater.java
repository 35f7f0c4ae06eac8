package io.tributary.sdk;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service cannot take the message now; it comes again later. For what passes by itself: the
 * service is away, too busy, or asks to slow down.
 */
public final class RetryLater extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final @Nullable Duration after;

  /** By the step's own policy. */
  public RetryLater(String message) {
    super(message);
    this.after = null;
  }

  /** By the step's own policy. */
  public RetryLater(String message, Throwable cause) {
    super(message, cause);
    this.after = null;
  }

  /** Not before so long, as {@code Retry-After} of an answer says. */
  public RetryLater(String message, Duration after) {
    super(message);
    this.after = after;
  }

  /** How long the service asked to be left alone. */
  public Optional<Duration> after() {
    return Optional.ofNullable(after);
  }
}
