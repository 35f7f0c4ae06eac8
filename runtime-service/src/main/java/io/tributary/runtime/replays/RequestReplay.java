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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    return ofDeadLetters(
        wish, selection, moved -> moved.stream().map(RequestReplay::message).toList());
  }

  private Optional<Replay> ofDeadLetters(
      Wish wish, Selection selection, Function<List<DeadLetter>, List<ReplayMessage>> messages) {
    return Objects.requireNonNull(
        transactions.execute(
            status -> {
              var id = ids.timeOrdered().toString();
              var state = new DeadLetterState.Replayed(clock.instant(), wish.by(), id);
              var moved = letters.move(wish.organization(), selection, state, MOST);
              return moved.isEmpty()
                  ? Optional.<Replay>empty()
                  : Optional.of(added(id, wish, messages.apply(moved)));
            }));
  }

  /**
   * The executions of open dead letters, each once.
   *
   * @param starts what is sent for a dead letter, by its execution
   */
  Optional<Replay> fromTheStart(Wish wish, Selection selection, Map<String, ReplayMessage> starts) {
    return ofDeadLetters(wish, selection, moved -> messages(moved, starts));
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

  /** What cannot be sent any more is taken out; its dead letters are open again. */
  void leaveOut(Replay replay, Set<Integer> numbers) {
    transactions.executeWithoutResult(
        status -> {
          var unsent = replays.leaveOut(replay.id(), numbers);
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

  /** In the order in which their first dead letter died. */
  private static List<ReplayMessage> messages(
      List<DeadLetter> moved, Map<String, ReplayMessage> starts) {
    return moved.stream()
        .collect(
            Collectors.groupingBy(
                DeadLetter::execution,
                LinkedHashMap::new,
                Collectors.mapping(DeadLetter::id, Collectors.toSet())))
        .entrySet()
        .stream()
        .map(
            letters ->
                Objects.requireNonNull(starts.get(letters.getKey())).sentFor(letters.getValue()))
        .toList();
  }

  private static ReplayMessage message(DeadLetter letter) {
    return new ReplayMessage(
        letter.flow(),
        letter.step(),
        letter.topic(),
        letter.partition(),
        letter.offset(),
        letter.inputPartition(),
        Set.of(letter.id()),
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
        Set.of(),
        Optional.empty());
  }
}
