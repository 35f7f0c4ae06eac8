package io.tributary.runner.workers;

import io.tributary.contracts.workers.WorkerExit;
import io.tributary.protocol.Redaction;
import io.tributary.runner.delivery.PlainText;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker wrote past its socket before it ended, as lines for the step's log. Only the runner
 * knows all that it was lent, so here the secrets are taken out: before lines are parted and
 * control characters escaped, which would hide some.
 */
final class LastWords {
  /** As long as any line of a step's log. */
  private static final int LONGEST_LINE = 16 * 1024;

  private static final int MOST_LINES = 100;

  /** How a host ends whose runner closed the connection. */
  private static final int RUNNER_GONE = 69;

  private static final int KILLED = 137;

  private LastWords() {}

  /** Nothing where it ended as it was asked to. */
  static List<String> of(WorkerExit exit, Redaction secrets) {
    if (exit.isOrderly()) {
      return List.of();
    }
    var words = secrets.clean(exit.lastWords()).lines().filter(line -> !line.isBlank()).toList();
    boolean asked = exit.code() == RUNNER_GONE || exit.code() == KILLED;
    if (words.isEmpty() && asked && !exit.outOfMemory()) {
      return List.of();
    }
    var lines = new ArrayList<String>();
    lines.add(
        "ended with %d%s".formatted(exit.code(), exit.outOfMemory() ? ", out of memory" : ""));
    words.stream()
        .skip(Math.max(0, words.size() - MOST_LINES))
        .map(line -> PlainText.of(line, LONGEST_LINE))
        .forEach(lines::add);
    return List.copyOf(lines);
  }
}
