package io.tributary.runner.delivery;

import io.tributary.contracts.steps.MessageHeaders;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** One record in a window, with what has been tried on it so far. For the step's thread only. */
final class Message {
  /** What a record costs beside its bytes: headers' objects, this one, its place in the queues. */
  private static final int OVERHEAD = 1024;

  final ConsumerRecord<byte[], byte[]> record;
  final Lanes.@Nullable Lane lane;

  /** Attempts begun. */
  int attempt;

  /** Attempts that count for the policy: those the component or its target failed. */
  int failures;

  /** Workers that died while they had it. */
  int crashes;

  long firstAttemptAt;
  long dueAt;
  @Nullable Instant startedAt;
  @Nullable String worker;
  @Nullable Finished finished;

  /** Its partition was taken away: nothing is to be done any more. */
  boolean dropped;

  long heldBytes;

  Message(ConsumerRecord<byte[], byte[]> record, Lanes.@Nullable Lane lane) {
    this.record = record;
    this.lane = lane;
    this.heldBytes = OVERHEAD + size(record);
  }

  /** Died of twice in company: it is sent alone, so that the next death tells whose fault it is. */
  boolean isSuspect() {
    return crashes >= 2;
  }

  String id() {
    return MessageIdentity.of(record);
  }

  String execution() {
    var execution = RecordHeaders.text(record, MessageHeaders.EXECUTION);
    return execution == null ? id() : execution;
  }

  private static long size(ConsumerRecord<byte[], byte[]> record) {
    return (long) Math.max(0, record.serializedKeySize())
        + Math.max(0, record.serializedValueSize());
  }
}
