package io.tributary.runner.delivery;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Order per key: of the messages with one key, only the first is under way. */
final class Lanes {
  private final Map<Key, Lane> lanes = new HashMap<>();

  /** The record's lane; none for a record without a key, which waits for nobody. */
  @Nullable Lane of(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    return key == null
        ? null
        : lanes.computeIfAbsent(new Key(record.partition(), key, Arrays.hashCode(key)), Lane::new);
  }

  /** Takes the message out of its lane's head and gives the one that may start now. */
  @Nullable Message leave(Message message) {
    var lane = message.lane;
    if (lane == null) {
      return null;
    }
    lane.queue.remove(message);
    if (lane.queue.isEmpty()) {
      lanes.remove(lane.key);
      return null;
    }
    return lane.queue.peek();
  }

  /** Forgets a partition that was taken away. */
  void drop(int partition) {
    lanes.keySet().removeIf(key -> key.partition == partition);
  }

  static final class Lane {
    private final Key key;
    private final ArrayDeque<Message> queue = new ArrayDeque<>(2);

    private Lane(Key key) {
      this.key = key;
    }

    /** True if nobody stands before it. */
    boolean join(Message message) {
      queue.add(message);
      return queue.size() == 1;
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by content below
  private record Key(int partition, byte[] bytes, int hash) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && partition == that.partition
          && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
