package io.tributary.runner.kafka;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Positions that are committed outside of transactions, by the consumer's own thread: those of a
 * tenth of a second at once, and at the latest before a partition goes. A crash repeats what they
 * did not tell yet; each commit is a write of the broker, and one for every small batch cost it as
 * much as the messages did. Asked by two threads.
 */
final class LazyPositions {
  private static final Logger LOG = System.getLogger(LazyPositions.class.getName());

  /** After the last batch the consumer is polled in short steps for so long. */
  private static final long BUSY = Duration.ofSeconds(2).toNanos();

  private static final long BETWEEN = Duration.ofMillis(100).toNanos();

  private final Consumer<byte[], byte[]> consumer;
  private final String group;
  private final Map<TopicPartition, OffsetAndMetadata> pending = new HashMap<>();
  private final LongSupplier nanoTime;
  private long busyUntil;
  private long last;
  private boolean waiting;

  LazyPositions(Consumer<byte[], byte[]> consumer, String group) {
    this(consumer, group, System::nanoTime);
  }

  LazyPositions(Consumer<byte[], byte[]> consumer, String group, LongSupplier nanoTime) {
    this.consumer = consumer;
    this.group = group;
    this.nanoTime = nanoTime;
    this.busyUntil = nanoTime.getAsLong();
    this.last = busyUntil - BETWEEN;
  }

  synchronized void add(Map<TopicPartition, OffsetAndMetadata> more) {
    pending.putAll(more);
    busyUntil = nanoTime.getAsLong() + BUSY;
    if (waiting) {
      waiting = false;
      consumer.wakeup();
    }
  }

  /** Whether the consumer's thread is in a long wait, out of which new positions call it. */
  synchronized void waiting(boolean longer) {
    waiting = longer && pending.isEmpty();
  }

  synchronized boolean isBusy() {
    return !pending.isEmpty() || nanoTime.getAsLong() - busyUntil < 0;
  }

  /** Commits what has come, unless it did so a moment ago: then the next call does. */
  void commit() {
    if (nanoTime.getAsLong() - last < BETWEEN) {
      return;
    }
    var now = take();
    if (!now.isEmpty()) {
      last = nanoTime.getAsLong();
      consumer.commitAsync(
          now,
          (_, failure) -> {
            if (failure != null) {
              LOG.log(
                  Level.WARNING,
                  "{0}: positions were not committed and may be repeated: {1}",
                  group,
                  String.valueOf(failure));
            }
          });
    }
  }

  void commitNow() {
    var now = take();
    if (now.isEmpty()) {
      return;
    }
    try {
      consumer.commitSync(now, Duration.ofSeconds(2));
    } catch (KafkaException failure) {
      LOG.log(
          Level.WARNING,
          "{0}: the last positions were not committed, their messages come again: {1}",
          group,
          String.valueOf(failure));
    }
  }

  private synchronized Map<TopicPartition, OffsetAndMetadata> take() {
    var now = Map.copyOf(pending);
    pending.clear();
    return now;
  }
}
