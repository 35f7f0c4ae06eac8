package io.tributary.runner.delivery;

import io.tributary.contracts.steps.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A message as it stands in its step's parked topic: whole, with where it came from and what has
 * been tried. Times are durations, which the broker's append time dates.
 *
 * @param record with the place where it came to the step first
 * @param inherited whether a step wrote the copy; false for what the runtime put there, a replay
 * @param waitMillis until the next attempt
 * @param ageMillis since the first attempt; 0 where there was none
 * @param attempts begun
 * @param failures of these, the ones that count for the retry policy
 * @param cursor where the next attempt goes on
 * @param outputs committed with earlier pages
 */
public record ParkedCopy(
    ConsumerRecord<byte[], byte[]> record,
    boolean inherited,
    long waitMillis,
    long ageMillis,
    int attempts,
    int failures,
    @Nullable String cursor,
    int outputs) {
  private static final String PARKED = "tributary-parked-";

  /** What lies in a parked topic. */
  static ParkedCopy read(ConsumerRecord<byte[], byte[]> record) {
    boolean inherited = RecordHeaders.text(record, MessageHeaders.PARKED_ATTEMPTS) != null;
    var topic = RecordHeaders.text(record, MessageHeaders.PARKED_TOPIC);
    boolean moved = inherited && topic != null;
    var whole =
        new ConsumerRecord<>(
            moved ? topic : record.topic(),
            record.partition(),
            moved ? number(record, MessageHeaders.PARKED_OFFSET) : record.offset(),
            record.timestamp(),
            TimestampType.LOG_APPEND_TIME,
            record.serializedKeySize(),
            record.serializedValueSize(),
            record.key(),
            record.value(),
            record.headers(),
            Optional.empty());
    var copy =
        new ParkedCopy(
            whole,
            inherited,
            number(record, MessageHeaders.PARKED_WAIT),
            number(record, MessageHeaders.PARKED_AGE),
            (int) number(record, MessageHeaders.PARKED_ATTEMPTS),
            (int) number(record, MessageHeaders.PARKED_FAILURES),
            RecordHeaders.text(record, MessageHeaders.PARKED_CURSOR),
            (int) number(record, MessageHeaders.PARKED_OUTPUTS));
    for (var header : record.headers().toArray()) {
      if (header.key().startsWith(PARKED)) {
        record.headers().remove(header.key());
      }
    }
    return copy;
  }

  /** The record of the copy; the message's id stands in it even where it was derived before. */
  ProducerRecord<byte[], byte[]> in(String parkedTopic) {
    var headers = new ArrayList<Header>(List.of(record.headers().toArray()));
    if (record.headers().lastHeader(MessageHeaders.CE_ID) == null) {
      headers.add(header(MessageHeaders.CE_ID, MessageIdentity.of(record)));
    }
    headers.add(header(MessageHeaders.PARKED_TOPIC, record.topic()));
    headers.add(header(MessageHeaders.PARKED_PARTITION, record.partition()));
    headers.add(header(MessageHeaders.PARKED_OFFSET, record.offset()));
    headers.add(header(MessageHeaders.PARKED_WAIT, waitMillis));
    headers.add(header(MessageHeaders.PARKED_AGE, ageMillis));
    headers.add(header(MessageHeaders.PARKED_ATTEMPTS, attempts));
    headers.add(header(MessageHeaders.PARKED_FAILURES, failures));
    headers.add(header(MessageHeaders.PARKED_OUTPUTS, outputs));
    if (cursor != null) {
      headers.add(header(MessageHeaders.PARKED_CURSOR, cursor));
    }
    return new ProducerRecord<>(
        parkedTopic, record.partition(), record.key(), record.value(), headers);
  }

  /** Zero where it is missing or no number: the message is tried anew rather than lost. */
  private static long number(ConsumerRecord<byte[], byte[]> record, String name) {
    var text = RecordHeaders.text(record, name);
    return text == null || !text.matches("[0-9]{1,18}") ? 0 : Long.parseLong(text);
  }

  private static Header header(String name, long number) {
    return header(name, Long.toString(number));
  }

  private static Header header(String name, String value) {
    return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
