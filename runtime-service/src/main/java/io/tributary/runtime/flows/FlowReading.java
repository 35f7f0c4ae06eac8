package io.tributary.runtime.flows;

import io.tributary.contracts.problems.ProblemError;
import java.util.List;

/** What came of reading a flow document. */
public sealed interface FlowReading {
  record FlowAccepted(FlowDocument document) implements FlowReading {}

  /**
   * The document does not hold.
   *
   * @param findings every fault at once, in the order of the text; never empty
   */
  record FlowRefused(List<ProblemError> findings) implements FlowReading {
    public FlowRefused {
      findings = List.copyOf(findings);
    }
  }
}
