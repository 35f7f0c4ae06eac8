package io.tributary.runner.delivery;

import io.tributary.contracts.executions.StepEvent;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The records that one ended message gives.
 *
 * @param event what is told of it; a message that only goes on gives none
 * @param replyTopic where one of them goes that may not exist any more; empty where none does
 */
public record Published(
    List<ProducerRecord<byte[], byte[]>> records,
    Optional<StepEvent> event,
    String replyTopic,
    boolean dead) {
  public Published {
    records = List.copyOf(records);
  }
}
