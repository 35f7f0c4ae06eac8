package io.tributary.runner.delivery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Order per key: of the messages with one key, only the first is under way. What an earlier owner
 * parked stands before everything that was not parked, in the order in which it came to the step
 * first; a partition's lanes stand still until all of it has been read.
 */
final class Lanes {
  private final Map<Key, Lane> lanes = new HashMap<>();
  private final Set<Integer> closed = new HashSet<>();

  /** The key's lane; none for a record without a key, which waits for nobody. */
  @Nullable Lane of(int partition, byte @Nullable [] key) {
    return key == null
        ? null
        : lanes.computeIfAbsent(new Key(partition, key, Arrays.hashCode(key)), Lane::new);
  }

  /** Takes the message in; gives the one that may start now, where one may. */
  @Nullable Message join(Lane lane, Message message, boolean inherited) {
    if (inherited) {
      lane.older().add(message);
    } else {
      if (!message.parked) {
        message.ahead = lane.lastInput;
        lane.lastInput = message;
      }
      lane.queue.add(message);
    }
    return lane.current == null && !closed.contains(lane.key.partition) ? lane.next() : null;
  }

  /** Takes the message out of its lane's head and gives the one that may start now. */
  @Nullable Message leave(Message message) {
    var lane = message.lane;
    if (lane == null) {
      return null;
    }
    lane.current = null;
    lane.left = message;
    return lane.next();
  }

  /** The message's end is part of a transaction: who ends after it may be, too. */
  void taken(Message message) {
    var lane = message.lane;
    if (lane == null) {
      return;
    }
    message.ahead = null;
    message.before = null;
    if (lane.left == message) {
      lane.left = null;
    }
    if (lane.lastInput == message) {
      lane.lastInput = null;
    }
    if (lane.isEmpty()) {
      lanes.remove(lane.key);
    }
  }

  void close(int partition) {
    closed.add(partition);
  }

  /** Gives what may start now in the partition's lanes. */
  List<Message> open(int partition) {
    closed.remove(partition);
    var first = new ArrayList<Message>();
    for (var lane : lanes.values()) {
      if (lane.key.partition == partition && lane.current == null) {
        var next = lane.next();
        if (next != null) {
          first.add(next);
        }
      }
    }
    first.sort(Comparator.comparingLong(message -> message.record.offset()));
    return first;
  }

  /** Forgets a partition that was taken away. */
  void drop(int partition) {
    closed.remove(partition);
    lanes.keySet().removeIf(key -> key.partition == partition);
  }

  static final class Lane {
    private final Key key;
    private final ArrayDeque<Message> queue = new ArrayDeque<>(2);
    private @Nullable PriorityQueue<Message> older;
    private @Nullable Message current;
    private @Nullable Message lastInput;
    private @Nullable Message left;

    private Lane(Key key) {
      this.key = key;
    }

    private PriorityQueue<Message> older() {
      var now = older;
      if (now == null) {
        now = new PriorityQueue<>(Comparator.comparingLong(message -> message.record.offset()));
        older = now;
      }
      return now;
    }

    private @Nullable Message next() {
      var next = older == null ? null : older.poll();
      next = next == null ? queue.poll() : next;
      if (next != null) {
        current = next;
        next.before = left;
      }
      return next;
    }

    private boolean isEmpty() {
      return current == null
          && left == null
          && queue.isEmpty()
          && (older == null || older.isEmpty());
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
