package io.tributary.runner.delivery;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads a record's headers, all of which are text. */
final class RecordHeaders {
  private RecordHeaders() {}

  static byte @Nullable [] bytes(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : header.value();
  }

  static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
    var bytes = bytes(record, name);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }
}
