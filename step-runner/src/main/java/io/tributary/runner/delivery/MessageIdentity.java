package io.tributary.runner.delivery;

import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.MessageHeaders;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Names that come out the same on every attempt and after every crash, since they are derived and
 * never drawn: name-based UUIDs (<a href="https://www.rfc-editor.org/rfc/rfc9562">RFC 9562</a>,
 * version 3).
 */
final class MessageIdentity {
  private static final ThreadLocal<MessageDigest> DIGEST =
      ThreadLocal.withInitial(MessageIdentity::md5);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private MessageIdentity() {}

  /** The message's own id; where nobody gave one, derived from where it lies. */
  static String of(ConsumerRecord<byte[], byte[]> record) {
    var id = RecordHeaders.text(record, MessageHeaders.CE_ID);
    return id == null
        ? named(record.topic() + '/' + record.partition() + '/' + record.offset())
        : id;
  }

  /** Of an output: the parent, the step that made it, and its number. */
  static String ofOutput(String parent, StepName step, int number) {
    return named(parent + '/' + step + '/' + number);
  }

  /** Of what goes into the step's error branch. */
  static String ofError(String parent, StepName step) {
    return named(parent + '/' + step + "/error");
  }

  /** What a target sees on every attempt of one message at one step. */
  static String idempotencyKey(String message, StepName step) {
    return named(message + '/' + step);
  }

  /** As {@link UUID#nameUUIDFromBytes}, which looks its digest up each time. */
  private static String named(String name) {
    byte[] hash = DIGEST.get().digest(name.getBytes(StandardCharsets.UTF_8));
    long first = (long) LONG.get(hash, 0) & ~0xF000L | 0x3000L;
    long last = (long) LONG.get(hash, 8) & ~0xC000_0000_0000_0000L | 0x8000_0000_0000_0000L;
    return new UUID(first, last).toString();
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has MD5", impossible);
    }
  }
}
