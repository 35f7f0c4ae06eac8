package io.tributary.runtime.deadletters;

import java.time.Instant;

/**
 * Open → Replayed | Dismissed; a dismissed one can be opened again, and a replayed one whose replay
 * was cancelled before it was sent.
 */
public sealed interface DeadLetterState {
  record Open(Instant since) implements DeadLetterState {}

  /** Taken into a replay; it is not taken into another one. */
  record Replayed(Instant since, String by, String replay) implements DeadLetterState {}

  /** Nobody will look after it; it can still be read. */
  record Dismissed(Instant since, String by, String reason) implements DeadLetterState {}

  Instant since();

  /** The state's name in the API and in tables. */
  default String word() {
    return switch (this) {
      case Open _ -> "open";
      case Replayed _ -> "replayed";
      case Dismissed _ -> "dismissed";
    };
  }
}
