package io.tributary.runner.delivery;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What one transaction commits: ended messages, messages that go on in the parked topic, and the
 * positions with their gaps that say so.
 *
 * @param snapshots to write; of each key, the last one
 */
public record Batch(
    List<Finished> messages,
    List<Parked> parked,
    List<Snapshot> snapshots,
    Map<TopicPartition, OffsetAndMetadata> positions) {
  public Batch {
    messages = List.copyOf(messages);
    parked = List.copyOf(parked);
    snapshots = List.copyOf(snapshots);
    positions = Map.copyOf(positions);
  }
}
