package io.tributary.runtime.topics;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Reads one topic without a group; of a missing topic there is nothing. */
final class KafkaReading implements Topics.Reading {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  private KafkaReading(KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    this.consumer = consumer;
    this.partitions = partitions;
  }

  static KafkaReading open(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    try {
      var known = consumer.partitionsFor(topic);
      List<TopicPartition> partitions =
          known == null
              ? List.of()
              : known.stream()
                  .map(partition -> new TopicPartition(topic, partition.partition()))
                  .toList();
      consumer.assign(partitions);
      return new KafkaReading(consumer, partitions);
    } catch (UnknownTopicOrPartitionException missing) {
      return new KafkaReading(consumer, List.of());
    } catch (KafkaException e) {
      consumer.close();
      throw away(e);
    }
  }

  /** To these offsets, or to the beginning where that is later. */
  void seek(ToLongFunction<TopicPartition> offsets) {
    ask(
        () -> {
          consumer
              .beginningOffsets(partitions)
              .forEach(
                  (partition, first) ->
                      consumer.seek(partition, Math.max(first, offsets.applyAsLong(partition))));
        });
  }

  void seekBack(long records) {
    ask(
        () -> {
          var first = consumer.beginningOffsets(partitions);
          consumer
              .endOffsets(partitions)
              .forEach(
                  (partition, end) ->
                      consumer.seek(
                          partition, Math.max(first.getOrDefault(partition, 0L), end - records)));
        });
  }

  /** The first record that is not older, in each partition; the end where all are. */
  Map<TopicPartition, Long> offsetsOf(Instant time) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    ask(
        () -> {
          Map<TopicPartition, Long> times = new HashMap<>();
          partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
          var found = consumer.offsetsForTimes(times);
          var ends = consumer.endOffsets(partitions);
          for (var partition : partitions) {
            var at = found.get(partition);
            offsets.put(partition, at == null ? ends.getOrDefault(partition, 0L) : at.offset());
          }
        });
    return offsets;
  }

  /** Of the first records of all partitions, the oldest one's time. */
  Optional<Instant> oldest() {
    List<TopicRecord> firsts = new ArrayList<>();
    ask(
        () -> {
          var beginnings = consumer.beginningOffsets(partitions);
          var ends = consumer.endOffsets(partitions);
          for (var partition : partitions) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, beginnings.getOrDefault(partition, 0L));
            List<TopicRecord> some = List.of();
            while (some.isEmpty()
                && consumer.position(partition) < ends.getOrDefault(partition, 0L)) {
              some = next(Duration.ofSeconds(1));
            }
            some.stream().findFirst().ifPresent(firsts::add);
          }
        });
    return firsts.stream().map(TopicRecord::at).min(Comparator.naturalOrder());
  }

  void seek(Instant since) {
    ask(
        () -> {
          offsetsOf(since).forEach(consumer::seek);
        });
  }

  /** The records at exactly these places. */
  List<TopicRecord> only(TopicPartition partition, NavigableSet<Long> offsets) {
    if (!partitions.contains(partition)) {
      return List.of();
    }
    List<TopicRecord> found = new ArrayList<>();
    ask(
        () -> {
          consumer.assign(List.of(partition));
          long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
          long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
          long position = -1;
          for (long offset : offsets.subSet(first, end)) {
            if (position < offset) {
              consumer.seek(partition, offset);
              position = offset;
            }
            while (position <= offset && position < end) {
              next(Duration.ofSeconds(1)).stream()
                  .filter(record -> offsets.contains(record.offset()))
                  .forEach(found::add);
              position = consumer.position(partition);
            }
          }
        });
    return found;
  }

  @Override
  public List<TopicRecord> next(Duration patience) {
    if (partitions.isEmpty()) {
      return List.of();
    }
    try {
      var records = new ArrayList<TopicRecord>();
      consumer.poll(patience).forEach(record -> records.add(record(record)));
      return records;
    } catch (KafkaException e) {
      throw away(e);
    }
  }

  /** Where the topic ends at this moment: what is written later lies beyond. */
  Map<TopicPartition, Long> ends() {
    try {
      return consumer.endOffsets(partitions);
    } catch (KafkaException e) {
      throw away(e);
    }
  }

  /** Whether everything before these places has been given. */
  boolean isPast(Map<TopicPartition, Long> ends) {
    try {
      return ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    } catch (KafkaException e) {
      throw away(e);
    }
  }

  @Override
  public boolean atEnd() {
    return isPast(ends());
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void ask(Runnable question) {
    try {
      if (!partitions.isEmpty()) {
        question.run();
      }
    } catch (KafkaException e) {
      throw away(e);
    }
  }

  static BrokerAway away(KafkaException cause) {
    return new BrokerAway("The broker did not answer while a topic was read", cause);
  }

  static TopicRecord record(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(
            header ->
                headers.put(header.key(), header.value() == null ? "" : text(header.value())));
    return new TopicRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        record.key() == null ? "" : text(record.key()),
        record.value() == null ? new byte[0] : record.value(),
        headers,
        Instant.ofEpochMilli(record.timestamp()));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
