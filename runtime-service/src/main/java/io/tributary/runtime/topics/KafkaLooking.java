package io.tributary.runtime.topics;

import io.tributary.runtime.topics.Topics.Place;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Single records of one topic, by a consumer that goes on where it stands. Of large ones two or
 * three are in memory.
 */
final class KafkaLooking implements Topics.Looking {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;
  private final Queue<ConsumerRecord<byte[], byte[]>> polled = new ArrayDeque<>();
  private @Nullable TopicPartition partition;
  private long next;

  private KafkaLooking(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  static KafkaLooking open(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    try {
      return new KafkaLooking(
          consumer,
          consumer.partitionsFor(topic).stream()
              .map(one -> new TopicPartition(topic, one.partition()))
              .toList());
    } catch (UnknownTopicOrPartitionException missing) {
      return new KafkaLooking(consumer, List.of());
    } catch (KafkaException e) {
      consumer.close();
      throw KafkaReading.away(e);
    }
  }

  @Override
  public Optional<TopicRecord> at(Place place) {
    var wanted =
        partitions.stream().filter(one -> one.partition() == place.partition()).findFirst();
    try {
      return wanted
          .filter(from -> stands(from, place.offset()))
          .flatMap(from -> taken(from, place.offset()));
    } catch (KafkaException e) {
      throw KafkaReading.away(e);
    }
  }

  /** Goes there; false where the topic ends before, since nobody knows for what to wait there. */
  private boolean stands(TopicPartition wanted, long offset) {
    boolean there = wanted.equals(partition) && next == offset;
    if (there && !polled.isEmpty()) {
      return true;
    }
    if (!there) {
      polled.clear();
      next = -1;
    }
    if (!wanted.equals(partition)) {
      consumer.assign(List.of(wanted));
      partition = wanted;
    }
    if (offset >= consumer.endOffsets(List.of(wanted)).getOrDefault(wanted, 0L)) {
      return false;
    }
    if (!there) {
      consumer.seek(wanted, offset);
    }
    return true;
  }

  private Optional<TopicRecord> taken(TopicPartition from, long offset) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (polled.isEmpty()) {
      // Past it where it is gone, and everything behind it too.
      if (consumer.position(from) > offset) {
        return Optional.empty();
      }
      if (System.nanoTime() > end) {
        throw new KafkaException("nothing came in " + LIMIT);
      }
      consumer.poll(Duration.ofMillis(500)).forEach(polled::add);
    }
    var found = polled.remove();
    next = polled.isEmpty() ? found.offset() + 1 : polled.element().offset();
    return found.offset() == offset ? Optional.of(KafkaReading.record(found)) : Optional.empty();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
