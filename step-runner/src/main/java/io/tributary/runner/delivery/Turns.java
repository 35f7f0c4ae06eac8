package io.tributary.runner.delivery;

import io.tributary.contracts.steps.StepAssignment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who is next: messages that may be given to a worker, now or at the time of their next attempt.
 * Messages of one edition do not wait for workers of another.
 */
@SuppressWarnings("ReferenceEquality") // editions are the very objects; asked for every message
final class Turns {
  private static final ArrayDeque<Message> NONE = new ArrayDeque<>(1);

  private StepAssignment newest;

  /** Of the newest edition: nearly always all there are. */
  private final ArrayDeque<Message> ready = new ArrayDeque<>();

  private final IdentityHashMap<StepAssignment, ArrayDeque<Message>> earlier =
      new IdentityHashMap<>();

  /** Of revisions that the step was not told of yet. */
  private final ArrayDeque<Message> early = new ArrayDeque<>();

  /**
   * First who was only ever in company when a worker died: most of them are innocent. Then who died
   * alone most often: the sooner it is given up, the sooner the messages of its key go on.
   */
  private final PriorityQueue<Message> suspects =
      new PriorityQueue<>(
          Comparator.<Message, Boolean>comparing(message -> message.crashes > Message.SUSPICIOUS)
              .thenComparing(Comparator.comparingInt((Message one) -> one.crashes).reversed())
              .thenComparingLong(message -> message.offset));

  private final PriorityQueue<Message> retries =
      new PriorityQueue<>(Comparator.comparingLong(message -> message.dueAt));

  Turns(StepAssignment newest) {
    this.newest = newest;
  }

  boolean isEmpty() {
    return ready.isEmpty() && earlier.isEmpty();
  }

  /** Those that could be given to a worker now. */
  int ready() {
    int count = ready.size() + suspects.size();
    for (var queue : earlier.values()) {
      count += queue.size();
    }
    return count;
  }

  /** Of these, those of one edition. */
  int ready(StepAssignment edition) {
    int count = queueOf(edition).size();
    for (var suspect : suspects) {
      count += suspect.edition == edition ? 1 : 0;
    }
    return count;
  }

  /** Editions of which messages are ready; those before the newest first. */
  List<StepAssignment> editions() {
    if (earlier.isEmpty()) {
      return List.of(newest);
    }
    var editions = new ArrayList<>(earlier.keySet());
    editions.add(newest);
    return editions;
  }

  /** Of all that wait for a worker. */
  Optional<Message> first() {
    return Stream.concat(
            suspects.stream(), editions().stream().flatMap(one -> queueOf(one).stream()))
        .findFirst();
  }

  @Nullable Message peek(StepAssignment edition) {
    return queueOf(edition).peek();
  }

  @Nullable Message poll(StepAssignment edition) {
    var queue = queueOf(edition);
    var first = queue.poll();
    if (queue != ready && queue.isEmpty()) {
      earlier.remove(edition);
    }
    return first;
  }

  void add(Message message) {
    message.stage = Stage.READY;
    queueFor(message).add(message);
  }

  void addFirst(Message message) {
    message.stage = Stage.READY;
    queueFor(message).addFirst(message);
  }

  /** Waits until the step is told of its revision. */
  void hold(Message message) {
    message.stage = Stage.BLOCKED;
    early.add(message);
  }

  /** The step was told of another edition: gives all whose edition has to be found again. */
  List<Message> regroup(StepAssignment next) {
    newest = next;
    var all = new ArrayList<Message>();
    earlier.values().forEach(all::addAll);
    all.addAll(ready);
    all.addAll(early);
    earlier.clear();
    ready.clear();
    early.clear();
    return all;
  }

  List<Message> suspects() {
    return List.copyOf(suspects);
  }

  void wait(Message message, long dueAt) {
    message.stage = Stage.RETRYING;
    message.dueAt = dueAt;
    retries.add(message);
  }

  /** One whose time has come; none where nobody's has. */
  @Nullable Message due(long now) {
    var first = retries.peek();
    return first != null && first.dueAt - now <= 0 ? retries.poll() : null;
  }

  /** Nanoseconds until {@link #due} has one. */
  long untilDue(long now, long otherwise) {
    var first = retries.peek();
    return first == null ? otherwise : Math.min(otherwise, first.dueAt - now);
  }

  int suspectsWaiting() {
    return suspects.size();
  }

  void suspect(Message message) {
    suspects.add(message);
  }

  @Nullable Message peekSuspect() {
    return suspects.peek();
  }

  @Nullable Message pollSuspect() {
    return suspects.poll();
  }

  /** Takes those that wait for their next attempt out of it. */
  List<Message> takeWaiting(Predicate<Message> which) {
    var taken = retries.stream().filter(which).toList();
    retries.removeIf(which);
    return taken;
  }

  /** Takes them out of every queue. */
  List<Message> takeAll(Predicate<Message> which) {
    var taken = new ArrayList<Message>();
    for (var queue : queues()) {
      queue.stream().filter(which).forEach(taken::add);
      queue.removeIf(which);
    }
    earlier.values().removeIf(Collection::isEmpty);
    return taken;
  }

  void forgetDropped() {
    for (var queue : queues()) {
      queue.removeIf(message -> message.dropped);
    }
    earlier.values().removeIf(Collection::isEmpty);
  }

  private List<Collection<Message>> queues() {
    var queues = new ArrayList<Collection<Message>>(List.of(ready, suspects, retries, early));
    queues.addAll(earlier.values());
    return queues;
  }

  private ArrayDeque<Message> queueFor(Message message) {
    var edition = message.edition;
    return edition == null || edition == newest
        ? ready
        : earlier.computeIfAbsent(edition, _ -> new ArrayDeque<>());
  }

  private ArrayDeque<Message> queueOf(StepAssignment edition) {
    return edition == newest ? ready : earlier.getOrDefault(edition, NONE);
  }
}
