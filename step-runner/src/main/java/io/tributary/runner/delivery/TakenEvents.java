package io.tributary.runner.delivery;

import io.tributary.contracts.steps.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which events a trigger has taken. An id counts from the end of its first message on, whichever
 * end that is: what was given up is a dead letter, and comes again by its replay and not by its
 * source.
 */
final class TakenEvents {
  private final Map<Integer, SeenIds> seen = new HashMap<>();

  /** Goes on with what earlier owners of these partitions took. */
  void begin(Map<Integer, SeenIds> partitions) {
    seen.putAll(partitions);
  }

  void drop(int partition) {
    seen.remove(partition);
  }

  /** The id that the record is to be known by; none for a replay, which is wanted again. */
  byte @Nullable [] idOf(ConsumerRecord<byte[], byte[]> record) {
    return seen.containsKey(record.partition())
            && record.headers().lastHeader(MessageHeaders.REPLAY) == null
        ? RecordHeaders.bytes(record, MessageHeaders.EVENT_ID)
        : null;
  }

  boolean isTaken(Message message, Instant now) {
    var ids = seen.get(message.record.partition());
    return ids != null && message.event != null && ids.contain(message.event, now);
  }

  void take(Message message, Instant now) {
    var ids = seen.get(message.record.partition());
    if (ids != null && message.event != null && !message.duplicate) {
      ids.add(message.event, now);
    }
  }

  /** Whether ids had to be forgotten before their time; said once. */
  boolean takeForgot() {
    boolean forgot = false;
    for (var ids : seen.values()) {
      forgot |= ids.takeForgot();
    }
    return forgot;
  }

  /** What the caller of a duplicate hears, where one waits. */
  static Ending.Emitted ending(Message message) {
    var body = "{\"execution\":\"%s\",\"duplicate\":true}".formatted(plain(message.execution()));
    return new Ending.Emitted(
        java.util.List.of(),
        new Ending.Reply(
            202,
            Map.of("content-type", "application/json"),
            body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String plain(String execution) {
    return execution.replaceAll("[^A-Za-z0-9-]", "");
  }
}
