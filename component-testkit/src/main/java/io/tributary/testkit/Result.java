package io.tributary.testkit;

import java.util.List;
import java.util.Optional;

/**
 * What a component did with one message.
 *
 * @param emitted in order; after a failure, what the platform would drop is still shown
 * @param snapshot what was saved last, as JSON
 * @param cursor of the last page, as JSON
 * @param logs lines, without their level
 */
public record Result(
    Outcome outcome,
    List<Output> emitted,
    Optional<Answer> reply,
    Optional<String> snapshot,
    Optional<String> cursor,
    List<String> logs) {
  public Result {
    emitted = List.copyOf(emitted);
    logs = List.copyOf(logs);
  }

  /**
   * The one output.
   *
   * @throws AssertionError if there were none or several, or if the message failed
   */
  public Output only() {
    if (!(outcome instanceof Outcome.Done) || emitted.size() != 1) {
      throw new AssertionError("expected one output, and got " + emitted + ", " + outcome);
    }
    return emitted.getFirst();
  }
}
