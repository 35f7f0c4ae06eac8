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
 * A membership with its messages: fetches while there is room, and commits one batch after the
 * other, each on a thread of its own so that work goes on meanwhile. For the step's thread.
 */
final class Session {
  private static final int MANY = 4_096;

  private final int number;
  private final Membership membership;
  private final Delivery delivery;
  private final Ledger ledger;
  private final BlockingQueue<Signal> inbox;
  private final Duration commitInterval;
  private final ExecutorService committer;
  private @Nullable Commit underWay;
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

  /** Begins a transaction where one is due. */
  void commitIfDue() {
    if (underWay == null && delivery.isCommittable() && untilCommit() <= 0) {
      begin();
    }
  }

  /** Nanoseconds until {@link #work} or {@link #commitIfDue} has something to do. */
  long untilNextTask() {
    long wait = delivery.untilNextTask();
    return underWay == null && delivery.isCommittable() ? Math.min(wait, untilCommit()) : wait;
  }

  @SuppressWarnings("ReferenceEquality") // the very batch; comparing contents would cost
  void committed(Batch batch, Receipt receipt) {
    if (underWay == null || underWay.batch() != batch) {
      return;
    }
    underWay = null;
    lastTook = System.nanoTime() - lastCommit;
    delivery.committed(receipt);
    ledger.committed(batch.messages().size(), receipt.dead());
  }

  /** Commits all that can be committed, and waits for it. */
  void commitAll() {
    do {
      settle();
    } while (delivery.isCommittable() && begin());
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

  private long untilCommit() {
    return delivery.ended() < MANY ? lastCommit + pace() - System.nanoTime() : 0;
  }

  /**
   * Nanoseconds between the beginnings of two transactions. Under a light load half of the time is
   * left free of them: where processors are full, fewer and fuller ones end sooner.
   */
  private long pace() {
    long interval = commitInterval.toNanos();
    return delivery.hasBacklog() ? interval : Math.min(2 * lastTook, interval / 2);
  }

  private boolean begin() {
    var next = delivery.takeBatch().orElse(null);
    if (next == null) {
      return false;
    }
    lastCommit = System.nanoTime();
    underWay = new Commit(next, committer.submit(() -> commit(next)));
    return true;
  }

  private Receipt commit(Batch batch) {
    try {
      var receipt = membership.commit(batch);
      inbox.add(new Signal.Committed(number, batch, receipt));
      return receipt;
    } catch (RuntimeException failure) {
      inbox.add(new Signal.Failed(number, failure));
      throw failure;
    }
  }

  /** Waits for the transaction under way; the signal that it has ended says nothing new then. */
  private void settle() {
    if (underWay == null) {
      return;
    }
    try {
      committed(underWay.batch(), underWay.receipt().get());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a transaction was ending", interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the last transaction failed", failed.getCause());
    }
  }

  private record Commit(Batch batch, Future<Receipt> receipt) {}
}
