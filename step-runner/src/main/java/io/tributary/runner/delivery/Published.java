package io.tributary.runner.delivery;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The records that one ended message gives.
 *
 * @param replyTopic where one of them goes that may not exist any more; empty where none does
 */
public record Published(
    List<ProducerRecord<byte[], byte[]>> records, String replyTopic, boolean dead) {
  public Published {
    records = List.copyOf(records);
  }
}
