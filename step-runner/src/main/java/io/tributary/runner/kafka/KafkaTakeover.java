package io.tributary.runner.kafka;

import io.tributary.contracts.steps.Gaps;
import io.tributary.runner.delivery.Takeover;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Finds out where a step's partitions stand when they are given to it. The input of a partition is
 * held back until what lies in its parked partition has been read: up to the end that the log has,
 * committed or not, so that no transaction that is still open hides what others committed behind
 * it. For the source's thread.
 */
final class KafkaTakeover {
  private static final Logger LOG = System.getLogger(KafkaTakeover.class.getName());

  private final StepTopics step;
  private final Topics topics;
  private final KafkaSnapshots snapshots;
  private final KafkaSeenIds seenIds;
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  KafkaTakeover(StepTopics step, Topics topics, KafkaSnapshots snapshots, KafkaSeenIds seenIds) {
    this.step = step;
    this.topics = topics;
    this.snapshots = snapshots;
    this.seenIds = seenIds;
  }

  /** Sets the consumer to where it begins. */
  Takeover of(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions)
      throws InterruptedException {
    ends.clear();
    // Waits until no earlier owner's transaction can move them any more.
    var committed = consumer.committed(partitions);
    var fresh = new HashSet<TopicPartition>();
    var gaps = new HashMap<TopicPartition, Gaps>();
    for (var partition : partitions) {
      var position = committed.get(partition);
      if (position == null) {
        fresh.add(partition);
      }
      gaps.put(partition, position == null ? Gaps.NONE : gaps(partition, position));
    }
    if (!fresh.isEmpty()) {
      tell(fresh);
      consumer.seekToBeginning(fresh);
    }
    holdBack(consumer, partitions);
    return new Takeover(gaps, snapshots.read(), seenIds.read(partitions));
  }

  /** Of the input only: most steps never park anything. */
  private void tell(Set<TopicPartition> fresh) {
    var partitions =
        fresh.stream()
            .filter(one -> !step.isParked(one))
            .map(TopicPartition::partition)
            .sorted()
            .toList();
    if (!partitions.isEmpty()) {
      LOG.log(
          Level.INFO,
          "{0}: nothing is committed for partitions {1}: begins at their beginning",
          step.group(),
          partitions);
    }
  }

  boolean isCatchingUp() {
    return !ends.isEmpty();
  }

  /** Whether the input's partition waits for what is parked. */
  boolean holdsBack(TopicPartition partition) {
    return ends.containsKey(step.parkedOf(partition)) && !step.isParked(partition);
  }

  /** Numbers of the partitions that have come to their end since the last call; they go on. */
  Set<Integer> caughtUp(Consumer<byte[], byte[]> consumer) {
    var done = new HashSet<Integer>();
    ends.entrySet()
        .removeIf(
            end -> {
              if (consumer.position(end.getKey()) < end.getValue()) {
                return false;
              }
              done.add(end.getKey().partition());
              return true;
            });
    done.forEach(number -> consumer.resume(Set.of(new TopicPartition(step.input(), number))));
    return done;
  }

  private void holdBack(Consumer<byte[], byte[]> consumer, Set<TopicPartition> partitions)
      throws InterruptedException {
    if (!step.parks()) {
      return;
    }
    var parked = new HashSet<>(partitions);
    parked.removeIf(partition -> !step.isParked(partition));
    ends.putAll(topics.ends(parked));
    for (var partition : parked) {
      if (!partitions.contains(step.inputOf(partition))) {
        throw new IllegalStateException(
            "%s: partition %d of the parked topic came without its input"
                .formatted(step.group(), partition.partition()));
      }
      consumer.pause(Set.of(step.inputOf(partition)));
    }
  }

  private Gaps gaps(TopicPartition partition, OffsetAndMetadata position) {
    var gaps = Gaps.read(position.offset(), position.metadata());
    if (gaps.isEmpty()) {
      LOG.log(
          Level.ERROR,
          "{0}: the position of {1} carries gaps that cannot be read: what they named is done"
              + " again",
          step.group(),
          partition);
    }
    return gaps.orElse(Gaps.NONE);
  }
}
