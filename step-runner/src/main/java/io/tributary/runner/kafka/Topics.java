package io.tributary.runner.kafka;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Which topics there are, and what they take. Creating them is the runtime's. */
final class Topics implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Topics.class.getName());
  private static final Duration PAUSE = Duration.ofMillis(300);
  private static final Duration LONGEST = Duration.ofSeconds(3);
  private static final Duration KNOWN_FOR = Duration.ofSeconds(60);

  private final Admin admin;
  private final Map<String, Long> seenAt = new ConcurrentHashMap<>();

  Topics(Admin admin) {
    this.admin = admin;
  }

  /** Returns when all of them exist; says once for which it waits. */
  void await(String who, List<String> names) throws InterruptedException {
    boolean said = false;
    for (var pause = PAUSE;
        ;
        pause = pause.compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : pause) {
      var missing = missing(names);
      if (missing.isEmpty()) {
        return;
      }
      if (!said) {
        LOG.log(Level.INFO, "{0}: waits for the topics {1}", who, missing);
        said = true;
      }
      Thread.sleep(pause);
    }
  }

  /** Whether it exists now; the answer yes is believed for a minute. */
  boolean exists(String name) throws InterruptedException {
    var seen = seenAt.get(name);
    if (seen != null && System.nanoTime() - seen < KNOWN_FOR.toNanos()) {
      return true;
    }
    return missing(List.of(name)).isEmpty();
  }

  /** How many partitions it has; 0 where it does not exist. */
  int partitions(String name) throws InterruptedException {
    try {
      return admin.describeTopics(List.of(name)).allTopicNames().get().values().stream()
          .mapToInt(topic -> topic.partitions().size())
          .sum();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof UnknownTopicOrPartitionException) {
        return 0;
      }
      throw new IllegalStateException("the broker does not tell of " + name, failed.getCause());
    }
  }

  /** Where the logs end, open transactions counted. */
  Map<TopicPartition, Long> ends(Set<TopicPartition> partitions) throws InterruptedException {
    if (partitions.isEmpty()) {
      return Map.of();
    }
    var latest =
        partitions.stream().collect(Collectors.toMap(one -> one, _ -> OffsetSpec.latest()));
    try {
      return admin.listOffsets(latest).all().get().entrySet().stream()
          .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    } catch (ExecutionException failed) {
      throw new IllegalStateException(
          "the broker does not tell the ends of " + partitions, failed.getCause());
    }
  }

  /** The largest batch that the topic takes, in bytes. */
  int largestBatch(String name) throws InterruptedException {
    var resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
    try {
      var config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      var entry = config == null ? null : config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
      if (entry == null) {
        throw new IllegalStateException("the broker does not tell how much " + name + " takes");
      }
      return Integer.parseInt(entry.value());
    } catch (ExecutionException failed) {
      throw new IllegalStateException("the broker does not tell of " + name, failed.getCause());
    }
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(1));
  }

  private Set<String> missing(List<String> names) throws InterruptedException {
    var missing = new TreeSet<String>();
    var answers = admin.describeTopics(names).topicNameValues();
    for (var answer : answers.entrySet()) {
      try {
        answer.getValue().get();
        seenAt.put(answer.getKey(), System.nanoTime());
      } catch (ExecutionException failed) {
        if (!(failed.getCause() instanceof UnknownTopicOrPartitionException)) {
          LOG.log(
              Level.DEBUG,
              "asking for topics {0}: {1}",
              names.stream().collect(Collectors.joining(", ")),
              String.valueOf(failed.getCause()));
        }
        missing.add(answer.getKey());
      }
    }
    return missing;
  }
}
