package io.tributary.runner.kafka;

import io.tributary.runner.delivery.Takeover;
import io.tributary.runner.faults.FaultPoint;
import io.tributary.runner.steps.Memberships.Listener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads a step's input and what it parked, on a thread of its own, one fetch ahead of the step at
 * most: the next one is asked for only when the step has taken the last one in and has room. What
 * is parked comes also where there is no room: it does not need any.
 */
final class KafkaSource implements AutoCloseable {
  private static final Logger LOG = System.getLogger(KafkaSource.class.getName());
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration GOODBYE = Duration.ofMillis(500);

  /** So long the thread waits for room before it shows the group that it is alive. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final StepTopics topics;
  private final Listener listener;
  private final KafkaTakeover takeover;
  private final LazyPositions positions;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread;
  private volatile ConsumerGroupMetadata metadata;
  private volatile boolean closed;

  KafkaSource(
      Consumer<byte[], byte[]> consumer,
      StepTopics topics,
      KafkaTakeover takeover,
      Listener listener) {
    this.consumer = consumer;
    this.topics = topics;
    this.listener = listener;
    this.takeover = takeover;
    this.positions = new LazyPositions(consumer, topics.group());
    this.metadata = consumer.groupMetadata();
    this.thread =
        Thread.ofPlatform().daemon().name("source " + topics.group()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void fetchMore() {
    wanted.release();
  }

  /** Names this stay in the group: a transaction of an earlier one is refused by the broker. */
  ConsumerGroupMetadata metadata() {
    return metadata;
  }

  /** Has these positions committed soon, without a transaction. */
  void commitSoon(Map<TopicPartition, OffsetAndMetadata> more) {
    positions.add(more);
  }

  /** Returns when the consumer is closed, so that the next one does not meet it. */
  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      if (thread.isAlive() && !thread.join(Duration.ofSeconds(5))) {
        LOG.log(Level.WARNING, "{0}: the consumer is slow to leave", topics.group());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (thread.getState() == Thread.State.NEW) {
      consumer.close(CloseOptions.timeout(GOODBYE));
    }
  }

  private void run() {
    try {
      consumer.subscribe(topics.consumed(), new Rebalances());
      while (!closed) {
        poll();
      }
    } catch (RuntimeException failure) {
      if (!closed) {
        listener.failed(failure);
      }
    } finally {
      positions.commitNow();
      // Not longer: the goodbye stands in line behind a fetch that waits for messages.
      consumer.close(CloseOptions.timeout(GOODBYE));
    }
  }

  private void poll() {
    boolean busy = takeover.isCatchingUp() || positions.isBusy();
    positions.waiting(!busy);
    ConsumerRecords<byte[], byte[]> fetched;
    try {
      fetched = poll(busy ? SHORT : LONG);
    } finally {
      positions.waiting(false);
    }
    hand(fetched);
    positions.commit();
  }

  /**
   * What comes within the time. But for the end, only new positions call the consumer, out of a
   * long wait; where that ends by itself at the same moment, the call comes out of the next poll,
   * whichever and however late that is.
   */
  private ConsumerRecords<byte[], byte[]> poll(Duration longest) {
    try {
      return consumer.poll(longest);
    } catch (WakeupException called) {
      if (closed) {
        throw called;
      }
      return ConsumerRecords.empty();
    }
  }

  private void hand(Iterable<ConsumerRecord<byte[], byte[]>> fetched) {
    metadata = consumer.groupMetadata();
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    fetched.forEach(records::add);
    if (!records.isEmpty()) {
      listener.fetched(records);
    }
    sayWhatIsCaughtUp();
    if (!records.isEmpty()) {
      waitUntilWanted();
    }
  }

  private void sayWhatIsCaughtUp() {
    var done = takeover.caughtUp(consumer);
    if (!done.isEmpty()) {
      listener.caughtUp(done);
    }
  }

  private void waitUntilWanted() {
    try {
      boolean paused = false;
      while (!closed && !wanted.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        pauseInput();
        paused = true;
        pollParked();
        pauseInput();
        metadata = consumer.groupMetadata();
        positions.commit();
      }
      if (paused) {
        var going = new HashSet<>(consumer.paused());
        going.removeIf(takeover::holdsBack);
        consumer.resume(going);
        wanted.drainPermits();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  private void pauseInput() {
    consumer.pause(consumer.assignment().stream().filter(one -> !topics.isParked(one)).toList());
  }

  private void pollParked() {
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    for (var record : poll(Duration.ZERO)) {
      if (topics.isParked(new TopicPartition(record.topic(), record.partition()))) {
        records.add(record);
      } else {
        putBack(record);
      }
    }
    if (!records.isEmpty()) {
      listener.fetched(records);
    }
    sayWhatIsCaughtUp();
  }

  /** A partition that came in the same poll can give records before it is paused. */
  private void putBack(ConsumerRecord<byte[], byte[]> record) {
    var partition = new TopicPartition(record.topic(), record.partition());
    if (consumer.position(partition) > record.offset()) {
      consumer.seek(partition, record.offset());
    }
  }

  /** Decides where a partition begins, and lets the step commit before one goes. */
  private final class Rebalances implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      FaultPoint.hit("takeover");
      if (partitions.isEmpty()) {
        return;
      }
      try {
        listener.assigned(takeOver(Set.copyOf(partitions)));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new KafkaException("interrupted in a takeover", interrupted);
      }
      sayWhatIsCaughtUp();
    }

    /** Begun anew where positions call in between: the partitions are given only once. */
    private Takeover takeOver(Set<TopicPartition> partitions) throws InterruptedException {
      positions.waiting(false);
      try {
        return takeover.of(consumer, partitions);
      } catch (WakeupException called) {
        if (closed) {
          throw called;
        }
        return takeover.of(consumer, partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!closed && !partitions.isEmpty()) {
        listener.revoked(Set.copyOf(partitions));
        positions.commitNow();
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      throw new IllegalStateException("the group gave this runner's partitions away");
    }
  }
}
