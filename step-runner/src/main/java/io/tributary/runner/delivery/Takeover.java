package io.tributary.runner.delivery;

import io.tributary.contracts.steps.Gaps;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What a step finds with the partitions that it is given.
 *
 * @param gaps of each partition, the ended messages beyond the committed position
 * @param snapshots as they are committed, by the key of their topic
 * @param seen of a trigger that remembers events, by partition: what it has taken
 */
public record Takeover(
    Map<TopicPartition, Gaps> gaps, Map<String, String> snapshots, Map<Integer, SeenIds> seen) {
  public Takeover {
    gaps = Map.copyOf(gaps);
    snapshots = Map.copyOf(snapshots);
    seen = Map.copyOf(seen);
  }
}
