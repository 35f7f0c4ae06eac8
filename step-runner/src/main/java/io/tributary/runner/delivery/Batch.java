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
 * @param seen events that the trigger has taken with these messages
 */
public record Batch(
    List<Finished> messages,
    List<Parked> parked,
    List<Snapshot> snapshots,
    List<SeenEvent> seen,
    Map<TopicPartition, OffsetAndMetadata> positions) {
  public Batch {
    messages = List.copyOf(messages);
    parked = List.copyOf(parked);
    snapshots = List.copyOf(snapshots);
    seen = List.copyOf(seen);
    positions = Map.copyOf(positions);
  }
}
