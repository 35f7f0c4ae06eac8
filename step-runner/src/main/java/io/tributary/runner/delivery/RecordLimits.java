package io.tributary.runner.delivery;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * How large a record the topics take, in bytes with everything: known before a transaction is
 * begun, because a record that the broker refuses would end it, and every one after it.
 *
 * @param errors what the topic of the step's error branch takes; 0 where it has none
 * @param parked what the step's parked topic takes; 0 where it has none
 * @param snapshots what the topic of its snapshots takes; 0 where it has none
 */
public record RecordLimits(long output, long reply, long errors, long parked, long snapshots) {
  /** Framing of a batch with one record, with room to spare. */
  private static final int BATCH = 160;

  private static final int HEADER = 10;

  /** What an output's headers take at most, but for carried outputs. */
  static final int USUAL_HEADERS = 4096;

  static long sizeOf(ProducerRecord<byte[], byte[]> record) {
    return sizeOf(record.key(), record.value(), record.headers());
  }

  /** Of a parked message's copy, with its cursor. */
  boolean canPark(Message message) {
    var record = message.record;
    var cursor = message.cursor;
    long more = USUAL_HEADERS / 4 + (cursor == null ? 0 : 3L * cursor.length());
    return sizeOf(record.key(), record.value(), record.headers()) + more <= parked;
  }

  private static long sizeOf(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
    long size = BATCH;
    size += key == null ? 0 : key.length;
    size += value == null ? 0 : value.length;
    for (var header : headers) {
      size += HEADER + header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }
}
