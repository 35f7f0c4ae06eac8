package io.tributary.protocol;

import java.util.Arrays;
import java.util.Optional;

/** What the runner does with a message that failed. */
public enum FailureKind {
  /** Attempts go on by the step's policy. */
  RETRY_LATER("retry-later"),
  /** To the dead letters at once: no attempt will fare better. */
  GIVE_UP("give-up"),
  /** The step waits until a person has renewed the connection; its messages stay. */
  CONNECTION_REFUSED("connection-refused");

  private final String word;

  FailureKind(String word) {
    this.word = word;
  }

  /** The value of the {@code kind} header. */
  public String word() {
    return word;
  }

  public static Optional<FailureKind> ofWord(String word) {
    return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
  }
}
