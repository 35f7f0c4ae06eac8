package io.tributary.runner.steps;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepCommand;
import io.tributary.runner.delivery.Batch;
import io.tributary.runner.delivery.Delivery;
import io.tributary.runner.delivery.Ledger;
import io.tributary.runner.delivery.Receipt;
import io.tributary.runner.delivery.Takeover;
import io.tributary.runner.steps.Memberships.Membership;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A membership with its messages: fetches while there is room, and hands over what has ended, on a
 * thread of its own so that work goes on meanwhile. While there is much to do, batches are sent as
 * they come together and committed several at a time: what is sent needs no memory here. For the
 * step's thread.
 */
final class Session {
  /** Messages that are not left waiting for the time of the next commit. */
  private static final int MANY = 2_048;

  /** Messages that are worth being sent before the others of their commit. */
  private static final int SOME = 256;

  private final int number;
  private final Membership membership;
  private final Delivery delivery;
  private final Ledger ledger;
  private final BlockingQueue<Signal> inbox;
  private final Duration commitInterval;
  private final ExecutorService committer;
  private @Nullable Handover underWay;
  private int handovers;

  /** Batches handed over since the last commit. */
  private int batches;

  /** Messages of them. */
  private int messages;

  private long lastCommit;
  private long lastTook;
  private boolean fetchOwed;

  Session(
      int number,
      Membership membership,
      Delivery delivery,
      Ledger ledger,
      BlockingQueue<Signal> inbox,
      Duration commitInterval,
      String name) {
    this.number = number;
    this.membership = membership;
    this.delivery = delivery;
    this.ledger = ledger;
    this.inbox = inbox;
    this.commitInterval = commitInterval;
    this.committer =
        Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("commit " + name).factory());
    this.lastCommit = System.nanoTime() - commitInterval.toNanos();
    membership.begin();
  }

  boolean is(int other) {
    return number == other;
  }

  void fetched(List<ConsumerRecord<byte[], byte[]>> records) {
    ledger.received(delivery.fetched(records));
    fetchOwed = true;
  }

  void assigned(Takeover takeover) {
    delivery.assigned(takeover);
  }

  void caughtUp(Set<Integer> partitions) {
    delivery.caughtUp(partitions);
  }

  void bodiesRead(List<ConsumerRecord<byte[], byte[]>> records) {
    delivery.bodiesRead(records);
  }

  /** From now on attempts begin with this assignment. */
  void adjust(StepAssignment next) {
    delivery.adjust(next);
  }

  /** The step's connection is not lent; a person is told once. */
  void notLent(String why) {
    delivery.notLent(why);
  }

  /** It is, as far as one worker can tell. */
  void lent() {
    delivery.lent();
  }

  /** Messages that a worker could be given now, by what is done with them. */
  Map<StepAssignment, Integer> ready() {
    return delivery.ready();
  }

  boolean isSaturated() {
    return delivery.isSaturated();
  }

  /** Obeys what a person asks of the step's messages. */
  void told(StepCommand command) {
    switch (command.kind()) {
      case RETRY_NOW -> delivery.retryNow(command.messages());
      case STOP_RETRYING -> delivery.stopRetrying(command.messages());
    }
  }

  void work() {
    delivery.dispatch();
    var places = delivery.bodiesToRead();
    if (!places.isEmpty()) {
      membership.readBodies(places);
    }
    if (fetchOwed && delivery.hasRoom()) {
      fetchOwed = false;
      membership.fetchMore();
    }
  }

  /** Commits, or sends what can be committed later, where it is time. */
  void handOverIfDue() {
    if (underWay != null) {
      return;
    }
    if (hasToCommit() && untilCommit() <= 0) {
      handOver(true);
    } else if (delivery.ended() >= SOME && delivery.hasBacklog()) {
      handOver(false);
    }
  }

  /** Nanoseconds until {@link #work} or {@link #handOverIfDue} has something to do. */
  long untilNextTask() {
    long wait = delivery.untilNextTask();
    return underWay == null && hasToCommit() ? Math.min(wait, untilCommit()) : wait;
  }

  /** A handover has ended; what is no longer under way says nothing new. */
  void handedOver(int handover, Optional<Receipt> receipt) {
    if (underWay == null || underWay.number() != handover) {
      return;
    }
    underWay = null;
    receipt.ifPresentOrElse(this::committed, delivery::sent);
  }

  private void committed(Receipt receipt) {
    lastTook = System.nanoTime() - lastCommit;
    for (; batches > 0; batches--) {
      delivery.committed(receipt);
    }
    ledger.committed(messages, receipt.dead());
    messages = 0;
  }

  /** Commits all that can be committed, and waits for it. */
  void commitAll() {
    do {
      settle();
    } while (hasToCommit() && handOver(true));
    settle();
  }

  /** Commits what has ended of these partitions and lets go of the rest. */
  void revoked(Set<TopicPartition> partitions) {
    commitAll();
    int before = delivery.waiting();
    partitions.stream().map(TopicPartition::partition).distinct().forEach(delivery::dropped);
    ledger.givenBack(before - delivery.waiting());
  }

  /** Forgets everything that is not committed. */
  void close() {
    delivery.abandon();
    ledger.givenBack(delivery.waiting());
    membership.close();
    committer.shutdown();
  }

  int waiting() {
    return delivery.waiting();
  }

  private boolean hasToCommit() {
    return batches > 0 || delivery.isCommittable();
  }

  private long untilCommit() {
    return messages + delivery.ended() < MANY ? lastCommit + pace() - System.nanoTime() : 0;
  }

  /**
   * Nanoseconds between the beginnings of two commits. Under a light load two thirds of the time
   * are left free of them: where processors are full, fewer and fuller ones end sooner.
   */
  private long pace() {
    long interval = commitInterval.toNanos();
    return delivery.hasBacklog() ? interval : lastTook + Math.min(2 * lastTook, interval);
  }

  /** False where there is nothing to hand over. */
  private boolean handOver(boolean commit) {
    var batch = delivery.takeBatch();
    if (batch.isEmpty() && (!commit || batches == 0)) {
      return false;
    }
    if (batch.isPresent()) {
      batches++;
      messages += batch.get().messages().size();
    }
    if (commit) {
      lastCommit = System.nanoTime();
    }
    int handover = ++handovers;
    underWay = new Handover(handover, committer.submit(() -> run(handover, batch, commit)));
    return true;
  }

  private Optional<Receipt> run(int handover, Optional<Batch> batch, boolean commit) {
    try {
      batch.ifPresent(membership::send);
      var receipt = commit ? Optional.of(membership.commit()) : Optional.<Receipt>empty();
      inbox.add(new Signal.HandedOver(number, handover, receipt));
      return receipt;
    } catch (RuntimeException failure) {
      inbox.add(new Signal.Failed(number, failure));
      throw failure;
    }
  }

  /** Waits for the handover under way. */
  private void settle() {
    if (underWay == null) {
      return;
    }
    try {
      handedOver(underWay.number(), underWay.end().get());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a commit was ending", interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the last commit failed", failed.getCause());
    }
  }

  private record Handover(int number, Future<Optional<Receipt>> end) {}
}
