package io.tributary.runtime.flows;

import io.tributary.contracts.problems.ProblemError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Gathers faults while a document is read; used by one reading in one thread. */
final class Findings {
  private static final int MOST = 500;
  private final List<ProblemError> found = new ArrayList<>();

  void add(Mark at, String code, String message, String advice) {
    if (found.size() < MOST) {
      found.add(at.finding(code, message, advice));
    }
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  /** In the order of the text. */
  List<ProblemError> inOrder() {
    return found.stream()
        .sorted(
            Comparator.comparing(ProblemError::line, Comparator.nullsFirst(Integer::compare))
                .thenComparing(ProblemError::column, Comparator.nullsFirst(Integer::compare)))
        .toList();
  }
}
