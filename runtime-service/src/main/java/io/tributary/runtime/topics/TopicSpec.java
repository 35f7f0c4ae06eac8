package io.tributary.runtime.topics;

import io.tributary.contracts.steps.MessageHeaders;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A topic as it shall be.
 *
 * @param retention how long records stay; empty = until somebody deletes them
 * @param bytes size of a partition past which the oldest go; empty = no cap
 * @param further settings that only this kind of topic has
 */
public record TopicSpec(
    String name,
    int partitions,
    Optional<Duration> retention,
    Optional<Long> bytes,
    Map<String, String> further) {
  /** 16 MiB of message and 1 MiB of what stands around it, as the step protocol allows. */
  public static final int MOST_MESSAGE_BYTES = 17 * 1024 * 1024;

  private static final int PARTITIONS = 4;

  public TopicSpec {
    further = Map.copyOf(further);
  }

  private TopicSpec(
      String name, int partitions, Optional<Duration> retention, Optional<Long> bytes) {
    this(name, partitions, retention, bytes, Map.of());
  }

  /** Messages: nothing of it may ever go by itself. */
  public static TopicSpec messages(String name) {
    return new TopicSpec(name, PARTITIONS, Optional.empty(), Optional.empty());
  }

  /** Messages that wait, dated by the broker: waits are counted from there. */
  public static TopicSpec parked(String name) {
    return new TopicSpec(
        name,
        PARTITIONS,
        Optional.empty(),
        Optional.empty(),
        Map.of("message.timestamp.type", "LogAppendTime"));
  }

  /** The last word for each key. */
  public static TopicSpec snapshots(String name) {
    return new TopicSpec(
        name, 1, Optional.empty(), Optional.empty(), Map.of("cleanup.policy", "compact"));
  }

  /** Ids of events, for an hour longer than they count; old ones go although few come. */
  public static TopicSpec seen(String name) {
    return new TopicSpec(
        name,
        PARTITIONS,
        Optional.of(Duration.ofHours(MessageHeaders.EVENT_ID_HOURS + 1)),
        Optional.empty(),
        Map.of(
            "message.timestamp.type",
            "LogAppendTime",
            "segment.ms",
            Long.toString(Duration.ofHours(6).toMillis())));
  }

  /** Lines to look at: seven days, 64 MB. */
  public static TopicSpec lines(String name) {
    return new TopicSpec(name, 1, Optional.of(Duration.ofDays(7)), Optional.of(64L * 1024 * 1024));
  }

  /** Answers on their way to somebody who waits: an hour. */
  public static TopicSpec replies(String name) {
    return new TopicSpec(name, 1, Optional.of(Duration.ofHours(1)), Optional.empty());
  }

  /** Kafka's configuration of it. */
  public Map<String, String> configuration() {
    var configuration = new HashMap<String, String>();
    configuration.put("cleanup.policy", "delete");
    configuration.put("retention.ms", Long.toString(retention.map(Duration::toMillis).orElse(-1L)));
    configuration.put("retention.bytes", Long.toString(bytes.orElse(-1L)));
    configuration.put("max.message.bytes", Integer.toString(MOST_MESSAGE_BYTES));
    configuration.putAll(further);
    return configuration;
  }
}
