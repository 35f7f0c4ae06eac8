package io.tributary.runner.delivery;

import io.tributary.contracts.steps.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Reads a record's headers, all of which are text. */
final class RecordHeaders {
  private static final int LONGEST_REVISION = 9;
  private static final byte[] TICK = MessageHeaders.TICK.getBytes(StandardCharsets.UTF_8);

  private RecordHeaders() {}

  static byte @Nullable [] bytes(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? null : header.value();
  }

  /** The flow's revision that the record's message began with; 0 where it does not say. */
  static int revision(ConsumerRecord<byte[], byte[]> record) {
    byte[] digits = bytes(record, MessageHeaders.FLOW_REVISION);
    if (digits == null || digits.length == 0 || digits.length > LONGEST_REVISION) {
      return 0;
    }
    int number = 0;
    for (byte digit : digits) {
      if (digit < '0' || digit > '9') {
        return 0;
      }
      number = number * 10 + (digit - '0');
    }
    return number;
  }

  static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name) {
    var bytes = bytes(record, name);
    return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Whether it asks a polling trigger to poll. Its key keeps ticks in one lane, and no more. */
  static boolean isTick(ConsumerRecord<byte[], byte[]> record) {
    return Arrays.equals(TICK, bytes(record, MessageHeaders.CE_TYPE));
  }
}
