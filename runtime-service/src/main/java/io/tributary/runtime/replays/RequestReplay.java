package io.tributary.runtime.replays;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.ids.Ids;
import io.tributary.runtime.deadletters.DeadLetter;
import io.tributary.runtime.deadletters.DeadLetterState;
import io.tributary.runtime.deadletters.DeadLetters;
import io.tributary.runtime.deadletters.DeadLetters.Selection;
import io.tributary.runtime.executions.StepRun;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Writes a replay down; sending it is another's work. */
@Component
final class RequestReplay {
  /** The most messages of one replay. */
  static final int MOST = 100_000;

  private final Replays replays;
  private final DeadLetters letters;
  private final Ids ids;
  private final TransactionOperations transactions;
  private final Clock clock;

  RequestReplay(
      Replays replays,
      DeadLetters letters,
      Ids ids,
      TransactionOperations transactions,
      Clock clock) {
    this.replays = replays;
    this.letters = letters;
    this.ids = ids;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Who asks for what.
   *
   * @param perSecond 1 to 1,000
   * @param sameVersion as {@link Replay#sameVersion}
   */
  record Wish(
      OrganizationName organization,
      Optional<FlowId> flow,
      int perSecond,
      boolean sameVersion,
      String by) {}

  /** Open dead letters, oldest first; those already taken into a replay are not taken again. */
  Optional<Replay> ofDeadLetters(Wish wish, Selection selection) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              var id = ids.timeOrdered().toString();
              var state = new DeadLetterState.Replayed(clock.instant(), wish.by(), id);
              var moved = letters.move(wish.organization(), selection, state, MOST);
              return moved.isEmpty()
                  ? Optional.<Replay>empty()
                  : Optional.of(
                      added(id, wish, moved.stream().map(RequestReplay::message).toList()));
            }));
  }

  /** What a step once got, as it lies in its topic. */
  Replay ofRuns(Wish wish, FlowId flow, List<StepRun> runs) {
    return added(
        ids.timeOrdered().toString(), wish, runs.stream().map(run -> message(flow, run)).toList());
  }

  /** Dead letters that were not sent yet are open again. */
  void cancel(Replay replay) {
    transactions.executeWithoutResult(
        status -> {
          var unsent = replays.cancel(replay.id(), clock.instant());
          if (!unsent.isEmpty()) {
            letters.reopen(replay.organization(), Set.copyOf(unsent), clock.instant());
          }
        });
  }

  private Replay added(String id, Wish wish, List<ReplayMessage> messages) {
    var replay =
        new Replay(
            id,
            wish.organization(),
            wish.flow(),
            wish.perSecond(),
            wish.sameVersion(),
            messages.size(),
            0,
            Replay.State.RUNNING,
            wish.by(),
            clock.instant(),
            Optional.empty());
    replays.add(replay, messages);
    return replay;
  }

  private static ReplayMessage message(DeadLetter letter) {
    return new ReplayMessage(
        letter.flow(),
        letter.step(),
        letter.topic(),
        letter.partition(),
        letter.offset(),
        letter.inputPartition(),
        Optional.of(letter.id()),
        letter.edit().map(DeadLetter.Edit::body));
  }

  private static ReplayMessage message(FlowId flow, StepRun run) {
    StepName step = run.step();
    return new ReplayMessage(
        flow,
        step,
        run.topic(),
        run.partition(),
        run.offset(),
        run.partition(),
        Optional.empty(),
        Optional.empty());
  }
}
