package io.tributary.runtime.replays;

import io.tributary.runtime.deadletters.DeadLetters.At;
import io.tributary.runtime.deadletters.DeadLetters.Selection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a replay of dead letters would do.
 *
 * @param selection those of the wanted dead letters that can be sent
 * @param messages how many would be sent
 * @param steps where they would enter
 * @param leftOut those that would stay open
 * @param starts from the start: what each execution's trigger took; else empty
 */
record Prospect(
    Selection selection,
    long messages,
    Set<At> steps,
    List<LeftOut> leftOut,
    Map<String, ReplayMessage> starts) {
  Prospect {
    steps = Set.copyOf(steps);
    leftOut = List.copyOf(leftOut);
    starts = Map.copyOf(starts);
  }
}
