package io.tributary.runtime.replays;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.runtime.deadletters.DeadLetters.Selection;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Sends what of the wanted dead letters can be sent; the others stay open and are told apart. */
@Component
final class ReplayDeadLetters {
  private final SortDeadLetters sort;
  private final RequestReplay request;

  ReplayDeadLetters(SortDeadLetters sort, RequestReplay request) {
    this.sort = sort;
    this.request = request;
  }

  /** Where a message goes again. */
  enum From {
    /** At the step that gave it up. */
    STEP,

    /** At the trigger: the whole execution. */
    START
  }

  /** What came of it. */
  sealed interface Outcome {
    /**
     * It is on its way.
     *
     * @param leftOut what is not part of it
     */
    record Asked(Replay replay, List<LeftOut> leftOut) implements Outcome {}

    /** Nothing of it can be sent, and nothing has changed. */
    record AllLeftOut(List<LeftOut> leftOut) implements Outcome {}

    /** All of them were replayed or dismissed before. */
    record NothingOpen() implements Outcome {}
  }

  /** What a replay would do. */
  Prospect look(OrganizationName organization, Selection selection, From from) {
    return switch (from) {
      case STEP -> sort.atTheirSteps(organization, selection);
      case START -> sort.fromTheStart(organization, selection);
    };
  }

  Outcome replay(RequestReplay.Wish wish, Selection selection, From from) {
    var prospect = look(wish.organization(), selection, from);
    if (prospect.messages() == 0) {
      return prospect.leftOut().isEmpty()
          ? new Outcome.NothingOpen()
          : new Outcome.AllLeftOut(prospect.leftOut());
    }
    return asked(wish, prospect, from)
        .<Outcome>map(replay -> new Outcome.Asked(replay, prospect.leftOut()))
        .orElseGet(Outcome.NothingOpen::new);
  }

  private Optional<Replay> asked(RequestReplay.Wish wish, Prospect prospect, From from) {
    return switch (from) {
      case STEP -> request.ofDeadLetters(wish, prospect.selection());
      case START -> request.fromTheStart(wish, prospect.selection(), prospect.starts());
    };
  }
}
