package io.tributary.runner.delivery;

import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.Gaps;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.runner.support.Assignments;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Keeps topics, positions with their gaps, and what came out, as far as it is committed. */
final class FakeBroker {
  static final String PARKED =
      FlowTopics.parked(Assignments.FLOW, new io.tributary.contracts.names.StepName("work"), 1);

  final Map<TopicPartition, TreeMap<Long, ConsumerRecord<byte[], byte[]>>> logs = new HashMap<>();
  final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
  final List<Given> given = new ArrayList<>();

  /** Events as a trigger took them. */
  final List<Seen> seen = new ArrayList<>();

  private final Map<TopicPartition, Long> ends = new HashMap<>();

  /** Where each leader's time begins; its number counts the leaders. */
  private final Map<TopicPartition, List<Long>> leaders = new HashMap<>();

  private final Random random;
  private final LongSupplier millis;

  FakeBroker(Random random, LongSupplier millis) {
    this.random = random;
    this.millis = millis;
  }

  /** Offsets are not messages: markers lie between them. Leaders come and go. */
  void append(TopicPartition partition, byte @Nullable [] key, byte[] value, Headers headers) {
    long offset = ends.merge(partition, random.nextInt(4) == 0 ? 2L : 1L, Long::sum);
    var begun = leaders.computeIfAbsent(partition, _ -> new ArrayList<>());
    if (begun.isEmpty() || random.nextInt(20) == 0) {
      begun.add(offset);
    }
    logs.computeIfAbsent(partition, _ -> new TreeMap<>())
        .put(
            offset,
            new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                millis.getAsLong(),
                TimestampType.LOG_APPEND_TIME,
                key == null ? -1 : key.length,
                value.length,
                key,
                value,
                headers,
                Optional.of(begun.size() - 1)));
  }

  long end(TopicPartition partition) {
    return ends.getOrDefault(partition, 0L) + 1;
  }

  long position(TopicPartition partition) {
    var committed = positions.get(partition);
    return committed == null ? 0 : committed.offset();
  }

  Gaps gaps(TopicPartition partition) {
    var committed = positions.get(partition);
    return committed == null
        ? Gaps.NONE
        : Gaps.read(committed.offset(), committed.metadata()).orElseThrow();
  }

  /** Each time a record of its own, as a fetch gives it. */
  List<ConsumerRecord<byte[], byte[]>> read(TopicPartition partition, long from, int atMost) {
    return logs.getOrDefault(partition, new TreeMap<>()).tailMap(from).values().stream()
        .limit(atMost)
        .map(FakeBroker::copy)
        .toList();
  }

  void commit(Batch batch) {
    for (var finished : batch.messages()) {
      var id = MessageIdentity.of(finished.record());
      int number = finished.earlierOutputs();
      number = give(id, number, finished.paged());
      if (finished.ending() instanceof Ending.Emitted emitted) {
        give(id, number, emitted.outputs());
      }
      given.add(new Given(id, -1, finished.ending() instanceof Ending.Dead ? "dead" : "done"));
    }
    for (var parked : batch.parked()) {
      var id = MessageIdentity.of(parked.copy().record());
      give(id, parked.earlierOutputs(), parked.paged());
      var record = parked.copy().in(PARKED);
      append(
          new TopicPartition(PARKED, record.partition()),
          record.key(),
          record.value(),
          record.headers());
    }
    for (var event : batch.seen()) {
      var id = new String(event.id(), StandardCharsets.UTF_8);
      seen.add(new Seen(event.partition(), id, Instant.ofEpochMilli(millis.getAsLong())));
    }
    batch.positions().forEach(this::requireOwnEpoch);
    positions.putAll(batch.positions());
  }

  /** As a consumer does that begins there: behind its leader's end, the log has lost something. */
  private void requireOwnEpoch(TopicPartition partition, OffsetAndMetadata position) {
    var begun = leaders.getOrDefault(partition, List.of());
    int next = position.leaderEpoch().orElseThrow() + 1;
    long end = next < begun.size() ? begun.get(next) : end(partition);
    if (position.offset() > end) {
      throw new AssertionError(
          "%s: position %d is behind the end %d of leader %d"
              .formatted(partition, position.offset(), end, next - 1));
    }
  }

  /** What a trigger's next owner reads. */
  SeenIds seenIds(int partition) {
    var ids = new SeenIds();
    for (var one : seen) {
      if (one.partition() == partition) {
        ids.add(one.id().getBytes(StandardCharsets.UTF_8), one.at());
      }
    }
    return ids;
  }

  private int give(String id, int first, List<Ending.Output> outputs) {
    int number = first;
    for (var output : outputs) {
      given.add(new Given(id, number++, new String(output.body(), StandardCharsets.UTF_8)));
    }
    return number;
  }

  private static ConsumerRecord<byte[], byte[]> copy(ConsumerRecord<byte[], byte[]> record) {
    return new ConsumerRecord<>(
        record.topic(),
        record.partition(),
        record.offset(),
        record.timestamp(),
        record.timestampType(),
        record.serializedKeySize(),
        record.serializedValueSize(),
        record.key(),
        record.value(),
        new RecordHeaders(record.headers()),
        record.leaderEpoch());
  }

  static Headers named(String id) {
    var headers = new RecordHeaders();
    headers.add(MessageHeaders.CE_ID, id.getBytes(StandardCharsets.UTF_8));
    return headers;
  }

  /**
   * Something committed.
   *
   * @param number of the output; -1 = the message's end
   */
  record Given(String message, int number, String text) {}

  record Seen(int partition, String id, Instant at) {}
}
