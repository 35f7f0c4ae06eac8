package io.tributary.runtime.ledger;

import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import java.util.List;
import java.util.function.IntPredicate;

/** A flow's sums in a span, read for one step at a time. */
record Books(List<LedgerEntry> entries) {
  Books {
    entries = List.copyOf(entries);
  }

  /** What the step did with messages that came by this road. */
  LedgerEntry of(StepAssignment road) {
    return sum(road.step(), revision -> isOf(road, revision));
  }

  /** What the step before it gave of messages that are this road's; of a trigger nothing. */
  long givenTo(StepAssignment road) {
    var upstream = road.upstream();
    return upstream == null
        ? 0
        : sum(upstream, revision -> isOf(road, revision)).givenTo(road.handling().input());
  }

  private LedgerEntry sum(StepName step, IntPredicate revisions) {
    return entries.stream()
        .filter(entry -> entry.step().equals(step) && revisions.test(entry.revision()))
        .reduce(LedgerEntry.nothing(step), LedgerEntry::plus);
  }

  private static boolean isOf(StepAssignment road, int revision) {
    return revision == 0 ? !road.editions().closed() : road.edition(revision).isPresent();
  }
}
