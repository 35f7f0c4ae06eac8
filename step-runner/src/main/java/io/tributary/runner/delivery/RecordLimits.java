package io.tributary.runner.delivery;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * How large a record the topics take, in bytes with everything: known before a transaction is
 * begun, because a record that the broker refuses would end it, and every one after it.
 */
public record RecordLimits(long output, long reply) {
  /** Framing of a batch with one record, with room to spare. */
  private static final int BATCH = 160;

  private static final int HEADER = 10;

  static long sizeOf(ProducerRecord<byte[], byte[]> record) {
    long size = BATCH;
    size += record.key() == null ? 0 : record.key().length;
    size += record.value() == null ? 0 : record.value().length;
    for (var header : record.headers()) {
      size += HEADER + header.key().length() + (header.value() == null ? 0 : header.value().length);
    }
    return size;
  }
}
