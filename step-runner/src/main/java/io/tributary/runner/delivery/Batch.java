package io.tributary.runner.delivery;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What one transaction commits: a run of ended messages of each partition, none left out between
 * them, and the positions behind them.
 *
 * @param bytes held for these messages until the transaction has ended
 */
public record Batch(
    List<Finished> messages, Map<TopicPartition, OffsetAndMetadata> positions, long bytes) {
  public Batch {
    messages = List.copyOf(messages);
    positions = Map.copyOf(positions);
  }
}
