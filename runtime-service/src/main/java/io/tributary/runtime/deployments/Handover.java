package io.tributary.runtime.deployments;

import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepAssignment.Editions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Works out what steps are told when a revision follows another, so that messages on their way find
 * what they began with. Nothing is asked and nothing happens.
 */
final class Handover {
  /** So many changes of one step's work are kept; older messages get the oldest that is. */
  static final int MOST_EDITIONS = 16;

  private final List<StepAssignment> before;
  private final Map<StepName, Integer> ended;
  private final OnTheWay onTheWay;

  private Handover(List<StepAssignment> before, Map<StepName, Integer> ended, OnTheWay onTheWay) {
    this.before = before;
    this.ended = ended;
    this.onTheWay = onTheWay;
  }

  /** What becomes of messages that are on their way when a revision is deployed. */
  enum OnTheWay {
    /** They end on the revision that they began with. */
    FINISH,

    /**
     * They go on with the new one, wherever their step still takes its messages from the same
     * place: for the case that the one before is what holds them up.
     */
    SWITCH
  }

  /**
   * The open roads of the next revision in its order, then those that are to be cleared.
   *
   * @param before what the step runners were told last, on all roads
   * @param ended the highest number of each step's roads before those
   * @param next the revision's own plan
   */
  static List<StepAssignment> roads(
      List<StepAssignment> before,
      Map<StepName, Integer> ended,
      List<StepAssignment> next,
      OnTheWay onTheWay) {
    return new Handover(before, ended, onTheWay).to(next);
  }

  private List<StepAssignment> to(List<StepAssignment> next) {
    var roads = new ArrayList<StepAssignment>();
    var closing = new ArrayList<StepAssignment>();
    Map<StepName, StepAssignment> open = new HashMap<>();
    for (var road : before) {
      if (road.editions().closed()) {
        closing.add(road);
      } else {
        open.put(road.step(), road);
      }
    }
    for (var step : next) {
      var known = open.remove(step.step());
      if (known == null) {
        roads.add(step.with(new Editions(firstRevision(step), nextRoad(step), false, List.of())));
      } else if (known.inputTopic().equals(step.inputTopic())) {
        roads.add(step.with(goneOn(known, step)));
      } else {
        roads.add(step.with(new Editions(step.revision(), nextRoad(step), false, List.of())));
        closing.add(known.cleared());
      }
    }
    before.stream()
        .filter(road -> open.containsValue(road))
        .map(StepAssignment::cleared)
        .forEach(closing::add);
    roads.addAll(closing);
    return roads;
  }

  /** Everything that a flow's first deployment finds is its own. */
  private int firstRevision(StepAssignment step) {
    return before.isEmpty() ? 0 : step.revision();
  }

  /** A number that no road of the step ever had: nothing of an earlier one lies on it. */
  private int nextRoad(StepAssignment step) {
    int last =
        before.stream()
            .filter(road -> road.step().equals(step.step()))
            .mapToInt(road -> road.editions().road())
            .max()
            .orElse(0);
    return 1 + Math.max(last, ended.getOrDefault(step.step(), 0));
  }

  private Editions goneOn(StepAssignment known, StepAssignment step) {
    var editions = known.editions();
    if (isSame(known, step)) {
      return onTheWay == OnTheWay.SWITCH ? only(editions) : editions;
    }
    return switch (onTheWay) {
      case SWITCH -> only(editions);
      case FINISH -> new Editions(step.revision(), editions.road(), false, kept(known));
    };
  }

  /** From the road's beginning on there is nothing else. */
  private static Editions only(Editions editions) {
    int since = editions.since();
    for (var earlier : editions.earlier()) {
      since = Math.min(since, earlier.editions().since());
    }
    return new Editions(since, editions.road(), false, List.of());
  }

  private static List<StepAssignment> kept(StepAssignment known) {
    var editions = known.editions();
    var all = new ArrayList<StepAssignment>();
    all.add(known.with(new Editions(editions.since(), editions.road(), false, List.of())));
    all.addAll(editions.earlier());
    if (all.size() <= MOST_EDITIONS) {
      return all;
    }
    var oldest = all.get(MOST_EDITIONS - 1);
    int since = all.getLast().editions().since();
    var kept = new ArrayList<>(all.subList(0, MOST_EDITIONS - 1));
    kept.add(oldest.with(new Editions(since, editions.road(), false, List.of())));
    return kept;
  }

  /** Whether a message would notice no difference. */
  private static boolean isSame(StepAssignment one, StepAssignment other) {
    return one.isSameWorkAs(other)
        && one.reads().equals(other.reads())
        && one.carries().equals(other.carries())
        && one.handling().errorBranch() == other.handling().errorBranch();
  }
}
