package io.tributary.runner.delivery;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one partition between the committed position and the last one fetched. Only a run
 * of ended messages from its beginning can be committed.
 *
 * <p>The place where the data-plane issue puts the gaps of the committed position and parking.
 */
final class Window {
  private final ArrayDeque<Message> messages = new ArrayDeque<>();

  void add(Message message) {
    messages.add(message);
  }

  boolean isCommittable() {
    var first = messages.peek();
    return first != null && first.finished != null;
  }

  /** Moves the ended run at the beginning over; gives the position behind it. */
  Optional<OffsetAndMetadata> takeEnded(List<Message> into, int atMost, long bytesAtMost) {
    Message last = null;
    long bytes = 0;
    for (Message head = messages.peek();
        head != null && head.finished != null && into.size() < atMost && bytes < bytesAtMost;
        head = messages.peek()) {
      messages.poll();
      into.add(head);
      bytes += head.heldBytes;
      last = head;
    }
    return Optional.ofNullable(last).map(Window::positionBehind);
  }

  Iterable<Message> messages() {
    return messages;
  }

  private static OffsetAndMetadata positionBehind(@Nullable Message last) {
    if (last == null) {
      throw new IllegalArgumentException("there is no position behind nothing");
    }
    return new OffsetAndMetadata(last.record.offset() + 1, last.record.leaderEpoch(), "");
  }
}
