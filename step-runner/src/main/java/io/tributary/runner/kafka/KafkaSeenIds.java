package io.tributary.runner.kafka;

import io.tributary.runner.delivery.SeenIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the events that a trigger has taken. Up to the end that the log has, open transactions
 * counted, as for what is parked: what an earlier owner's last transaction took is not missed.
 */
final class KafkaSeenIds {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final KafkaClients clients;
  private final Topics topics;
  private final StepTopics step;
  private final Clock clock;

  KafkaSeenIds(KafkaClients clients, Topics topics, StepTopics step, Clock clock) {
    this.clients = clients;
    this.topics = topics;
    this.step = step;
    this.clock = clock;
  }

  /** By number of those that were given; nothing where the step does not remember. */
  Map<Integer, SeenIds> read(Set<TopicPartition> given) throws InterruptedException {
    var seen = step.seen();
    var partitions = new HashSet<TopicPartition>();
    if (seen.isPresent()) {
      for (var one : given) {
        partitions.add(new TopicPartition(seen.get(), one.partition()));
      }
    }
    var found = new HashMap<Integer, SeenIds>();
    partitions.forEach(one -> found.put(one.partition(), new SeenIds()));
    var ends = new HashMap<>(topics.ends(partitions));
    ends.values().removeIf(end -> end == 0);
    if (!ends.isEmpty()) {
      read(ends, found);
    }
    return found;
  }

  private void read(Map<TopicPartition, Long> ends, Map<Integer, SeenIds> found) {
    long limit = System.nanoTime() + LIMIT.toNanos();
    try (var reader = clients.reader("seen-" + step.group())) {
      reader.assign(ends.keySet());
      seekToWindow(reader, ends);
      var open = new HashSet<>(ends.keySet());
      while (!open.isEmpty()) {
        for (var record : reader.poll(Duration.ofMillis(200))) {
          var ids = found.get(record.partition());
          if (ids != null && record.key() != null) {
            ids.add(record.key(), Instant.ofEpochMilli(record.timestamp()));
          }
        }
        open.removeIf(one -> reader.position(one) >= ends.getOrDefault(one, 0L));
        if (System.nanoTime() - limit > 0) {
          throw new KafkaException("seen events cannot be read to their end: " + open);
        }
      }
    }
  }

  /** Not before what may still count, and not more than is kept: each has one marker at most. */
  private void seekToWindow(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
    long oldest = clock.instant().minus(SeenIds.WINDOW).toEpochMilli();
    var since =
        reader.offsetsForTimes(
            ends.keySet().stream().collect(Collectors.toMap(one -> one, _ -> oldest)));
    var beginnings = reader.beginningOffsets(List.copyOf(ends.keySet()));
    for (var end : ends.entrySet()) {
      var first = since.get(end.getKey());
      long from = first == null ? 0 : first.offset();
      from = Math.max(from, end.getValue() - 2L * SeenIds.MOST);
      reader.seek(end.getKey(), Math.max(from, beginnings.getOrDefault(end.getKey(), 0L)));
    }
  }
}
