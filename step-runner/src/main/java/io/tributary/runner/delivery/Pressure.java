package io.tributary.runner.delivery;

import io.tributary.contracts.steps.Gaps;
import java.util.ArrayList;
import java.util.List;

/** Which messages are to be parked because they stand in others' way. */
record Pressure(DeliveryLimits limits, long now) {
  private static final int AT_ONCE = 512;

  /** Where the gaps grow long: the oldest ones, whatever they wait for. */
  List<Message> ofGaps(Window window) {
    var oldest = new ArrayList<Message>();
    if (window.gapSize() <= Gaps.LIMIT * 3 / 4) {
      return oldest;
    }
    for (var message : window.messages()) {
      if (message.offset >= window.beyond() || !isOld(message) || oldest.size() >= AT_ONCE) {
        break;
      }
      if (isOpen(message)) {
        oldest.add(message);
      }
    }
    return oldest;
  }

  /** Of an input's window: where it fills, also what waits for anything but a free worker. */
  List<Message> of(Window window, int count, long bytes) {
    var wanted = ofGaps(window);
    int over = Math.min(AT_ONCE, count - limits.windowMessages() / 4);
    boolean tooLarge = bytes > limits.windowBytes() / 4;
    if (over <= 0 && !tooLarge) {
      return wanted;
    }
    for (var message : window.messages()) {
      if (!isOld(message) || wanted.size() >= Math.max(over, tooLarge ? AT_ONCE / 8 : 0)) {
        break;
      }
      if (isOpen(message) && isStuck(message)) {
        addWithThoseAhead(message, wanted);
      }
    }
    return wanted;
  }

  /** From its lane's head on, which may be in a worker's hands. */
  private static void addWithThoseAhead(Message message, List<Message> wanted) {
    for (var ahead = message.ahead;
        ahead != null && isOpen(ahead) && !ahead.parked && !wanted.contains(ahead);
        ahead = ahead.ahead) {
      wanted.add(ahead);
    }
    wanted.add(message);
  }

  private static boolean isOpen(Message message) {
    return message.finished == null && !message.wished;
  }

  private boolean isStuck(Message message) {
    return switch (message.stage) {
      case BLOCKED, RETRYING -> true;
      case IN_HAND -> now - message.sentAt > limits.parking().after().toNanos();
      case READY, READING, ENDED -> false;
    };
  }

  private boolean isOld(Message message) {
    return now - message.fetchedAt > limits.parking().after().toNanos();
  }
}
