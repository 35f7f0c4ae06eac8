package io.tributary.runtime.connections;

import java.time.Instant;

/** What is known of a connection's credentials: {@code Untested → Working ⇄ Refused}. */
public sealed interface ConnectionState {
  /** Never used since its fields were last changed. */
  record Untested() implements ConnectionState {}

  /** A step did its work with it. */
  record Working(Instant since) implements ConnectionState {}

  /**
   * The target refused it; messages wait until its owner renews it.
   *
   * @param reason the target's words
   */
  record Refused(Instant since, String reason) implements ConnectionState {}

  /** A step did its work. */
  default ConnectionState worked(Instant at) {
    return switch (this) {
      case Untested _, Refused _ -> new Working(at);
      case Working _ -> this;
    };
  }

  /** The target refused the credentials; the first refusal's time and words stay. */
  default ConnectionState refused(Instant at, String reason) {
    return switch (this) {
      case Untested _, Working _ -> new Refused(at, reason);
      case Refused _ -> this;
    };
  }

  /** New fields: what was known of the old ones says nothing. */
  default ConnectionState renewed() {
    return new Untested();
  }
}
