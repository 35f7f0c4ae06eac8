package io.tributary.runner.kafka;

import io.tributary.runner.faults.FaultPoint;
import io.tributary.runner.steps.Memberships.Listener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Reads a step's input on a thread of its own, one fetch ahead of the step at most: the next one is
 * asked for only when the step has taken the last one in and has room.
 */
final class KafkaSource implements AutoCloseable {
  private static final Logger LOG = System.getLogger(KafkaSource.class.getName());
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration GOODBYE = Duration.ofMillis(500);

  /** So long the thread waits for room before it shows the group that it is alive. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Consumer<byte[], byte[]> consumer;
  private final String group;
  private final String topic;
  private final Listener listener;
  private final Semaphore wanted = new Semaphore(0);
  private final Thread thread;
  private volatile ConsumerGroupMetadata metadata;
  private volatile boolean closed;

  KafkaSource(Consumer<byte[], byte[]> consumer, String group, String topic, Listener listener) {
    this.consumer = consumer;
    this.group = group;
    this.topic = topic;
    this.listener = listener;
    this.metadata = consumer.groupMetadata();
    this.thread = Thread.ofPlatform().daemon().name("source " + group).unstarted(this::run);
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

  /** Returns when the consumer is closed, so that the next one does not meet it. */
  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      if (!thread.join(Duration.ofSeconds(5))) {
        LOG.log(Level.WARNING, "{0}: the consumer is slow to leave", group);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      consumer.subscribe(List.of(topic), new Rebalances());
      while (!closed) {
        hand(consumer.poll(LONG));
      }
    } catch (WakeupException stopped) {
      if (!closed) {
        listener.failed(stopped);
      }
    } catch (RuntimeException failure) {
      if (!closed) {
        listener.failed(failure);
      }
    } finally {
      // Not longer: the goodbye stands in line behind a fetch that waits for messages.
      consumer.close(CloseOptions.timeout(GOODBYE));
    }
  }

  private void hand(Iterable<ConsumerRecord<byte[], byte[]>> fetched) {
    metadata = consumer.groupMetadata();
    var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    fetched.forEach(records::add);
    if (!records.isEmpty()) {
      listener.fetched(records);
      waitUntilWanted();
    }
  }

  private void waitUntilWanted() {
    try {
      boolean paused = false;
      while (!closed && !wanted.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        consumer.pause(consumer.assignment());
        paused = true;
        consumer.poll(Duration.ZERO).forEach(this::unexpected);
        consumer.pause(consumer.assignment());
        metadata = consumer.groupMetadata();
      }
      if (paused) {
        consumer.resume(consumer.paused());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }

  /**
   * A partition that came in the same poll can give records before it is paused: they are put back.
   */
  private void unexpected(ConsumerRecord<byte[], byte[]> record) {
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
      var committed = consumer.committed(new HashSet<>(partitions));
      var fresh = new HashSet<>(partitions);
      fresh.removeIf(partition -> committed.get(partition) != null);
      if (!fresh.isEmpty()) {
        LOG.log(
            Level.INFO,
            "{0}: nothing is committed for partitions {1}: begins at their beginning",
            group,
            fresh.stream().map(TopicPartition::partition).sorted().toList());
        consumer.seekToBeginning(fresh);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      if (!closed && !partitions.isEmpty()) {
        listener.revoked(Set.copyOf(partitions));
      }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
      throw new IllegalStateException("the group gave this runner's partitions away");
    }
  }
}
