package io.tributary.runner.kafka;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * What a step consumes.
 *
 * @param group its consumer group
 * @param parks whether its parked topic is there, with as many partitions as its input
 * @param seen where a trigger remembers events; empty where it does not
 */
record StepTopics(String group, String input, String parked, boolean parks, Optional<String> seen) {

  List<String> consumed() {
    return parks ? List.of(input, parked) : List.of(input);
  }

  boolean isParked(TopicPartition partition) {
    return partition.topic().equals(parked);
  }

  TopicPartition inputOf(TopicPartition parkedPartition) {
    return new TopicPartition(input, parkedPartition.partition());
  }

  TopicPartition parkedOf(TopicPartition inputPartition) {
    return new TopicPartition(parked, inputPartition.partition());
  }
}
