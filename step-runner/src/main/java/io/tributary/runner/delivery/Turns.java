package io.tributary.runner.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Who is next: messages that may be given to a worker, now or at the time of their next attempt.
 */
final class Turns {
  private final ArrayDeque<Message> ready = new ArrayDeque<>();
  private final ArrayDeque<Message> suspects = new ArrayDeque<>();
  private final PriorityQueue<Message> retries =
      new PriorityQueue<>(Comparator.comparingLong(message -> message.dueAt));

  boolean isEmpty() {
    return ready.isEmpty();
  }

  /** Those that could be given to a worker now. */
  int ready() {
    return ready.size() + suspects.size();
  }

  @Nullable Message peek() {
    return ready.peek();
  }

  @Nullable Message poll() {
    return ready.poll();
  }

  void add(Message message) {
    message.stage = Stage.READY;
    ready.add(message);
  }

  void addFirst(Message message) {
    message.stage = Stage.READY;
    ready.addFirst(message);
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

  boolean hasSuspects() {
    return !suspects.isEmpty();
  }

  void suspect(Message message) {
    suspects.add(message);
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
    for (var queue : List.of(ready, suspects, retries)) {
      queue.stream().filter(which).forEach(taken::add);
      queue.removeIf(which);
    }
    return taken;
  }

  void forgetDropped() {
    ready.removeIf(message -> message.dropped);
    suspects.removeIf(message -> message.dropped);
    retries.removeIf(message -> message.dropped);
  }
}
