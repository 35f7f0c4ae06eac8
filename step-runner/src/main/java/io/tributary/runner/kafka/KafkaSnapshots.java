package io.tributary.runner.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** Reads a step's snapshots: of each key, the last one that is committed. */
final class KafkaSnapshots {
  private final KafkaClients clients;
  private final Topics topics;
  private final TopicPartition partition;
  private final boolean there;

  /**
   * @param there whether the topic exists
   */
  KafkaSnapshots(KafkaClients clients, Topics topics, String topic, boolean there) {
    this.clients = clients;
    this.topics = topics;
    this.partition = new TopicPartition(topic, 0);
    this.there = there;
  }

  Map<String, String> read() throws InterruptedException {
    var all = new HashMap<String, String>();
    if (!there) {
      return all;
    }
    long end = topics.ends(Set.of(partition)).getOrDefault(partition, 0L);
    if (end == 0) {
      return all;
    }
    try (var reader = clients.reader("snapshots-" + partition.topic())) {
      reader.assign(List.of(partition));
      reader.seekToBeginning(List.of(partition));
      while (reader.position(partition) < end) {
        for (var record : reader.poll(Duration.ofMillis(200))) {
          var key = new String(record.key(), StandardCharsets.UTF_8);
          if (record.value() == null) {
            all.remove(key);
          } else {
            all.put(key, new String(record.value(), StandardCharsets.UTF_8));
          }
        }
      }
    }
    return all;
  }
}
