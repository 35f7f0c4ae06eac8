package io.tributary.runner.delivery;

import org.apache.kafka.common.TopicPartition;

/** Where a record lies, or lay before it was parked. */
public record Place(String topic, int partition, long offset) {

  public TopicPartition topicPartition() {
    return new TopicPartition(topic, partition);
  }
}
