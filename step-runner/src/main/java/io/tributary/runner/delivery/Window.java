package io.tributary.runner.delivery;

import io.tributary.contracts.steps.Gaps;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * The messages of one partition that no transaction has yet, in the order of their offsets. What
 * has left beyond the first of them is committed as {@link Gaps}: everything between the position
 * and the last one that left is ended, unless it stands here.
 */
final class Window {
  private final ArrayDeque<Message> messages = new ArrayDeque<>();

  /** As an earlier owner left them; what they name beyond the last fetch is still to come. */
  private final Gaps inherited;

  private long last = -1;

  /** Behind the last message that left. */
  private long beyond = -1;

  /**
   * The leader's epoch of the message before {@link #beyond}, not of the one that left last: beside
   * an epoch that had ended by then the position would look like a log that has lost its end.
   */
  private Optional<Integer> beyondEpoch = Optional.empty();

  private int gapSize;

  Window(Gaps inherited) {
    this.inherited = inherited;
  }

  /** True where an earlier owner has ended what lies there. */
  boolean hasEnded(long offset, Optional<Integer> epoch) {
    if (!inherited.contain(offset)) {
      return false;
    }
    last = offset;
    beyond = offset + 1;
    beyondEpoch = epoch;
    return true;
  }

  void add(Message message) {
    message.previous = last;
    last = message.offset;
    if (beyond < 0) {
      beyond = message.offset;
    }
    messages.add(message);
  }

  Iterable<Message> messages() {
    return messages;
  }

  /** Behind the last one that left: of those before it, each ended run costs room. */
  long beyond() {
    return beyond;
  }

  /** Characters of the gaps as they were committed last. */
  int gapSize() {
    return gapSize;
  }

  /** Takes what may leave, from the beginning, as far as the gaps can tell of it. */
  List<Message> take(int atMost, long bytesAtMost) {
    var leaving = new ArrayList<Message>();
    long bytes = 0;
    for (var message : messages) {
      if (leaving.size() >= atMost || bytes >= bytesAtMost) {
        break;
      }
      if (message.mayLeave()) {
        message.leaving = true;
        leaving.add(message);
        bytes += message.heldBytes;
      }
    }
    if (!leaving.isEmpty()) {
      fit(leaving);
    }
    if (!leaving.isEmpty()) {
      beyond = behind(leaving, leaving.size());
      if (beyond == leaving.getLast().offset + 1) {
        beyondEpoch = leaving.getLast().epoch;
      }
      messages.removeIf(message -> message.leaving);
    }
    return leaving;
  }

  /** The position to commit, with the gaps beyond it. */
  OffsetAndMetadata position() {
    var first = messages.peek();
    long position = first == null ? beyond : first.offset;
    var metadata = Gaps.write(position, ended(beyond));
    gapSize = metadata.length();
    return new OffsetAndMetadata(position, first == null ? beyondEpoch : first.epoch, metadata);
  }

  /** What would not fit stays: the longest beginning of the list that does. */
  private void fit(List<Message> leaving) {
    int fitting = 0;
    int tooMany = leaving.size() + 1;
    int next = leaving.size();
    while (tooMany - fitting > 1) {
      mark(leaving, next);
      if (fits(behind(leaving, next))) {
        fitting = next;
      } else {
        tooMany = next;
      }
      next = (fitting + tooMany) / 2;
    }
    mark(leaving, fitting);
    leaving.subList(fitting, leaving.size()).clear();
  }

  private static void mark(List<Message> leaving, int count) {
    for (int i = 0; i < leaving.size(); i++) {
      leaving.get(i).leaving = i < count;
    }
  }

  private long behind(List<Message> leaving, int count) {
    return count == 0 ? beyond : Math.max(beyond, leaving.get(count - 1).offset + 1);
  }

  private boolean fits(long until) {
    long position = until;
    for (var message : messages) {
      if (!message.leaving) {
        position = message.offset;
        break;
      }
    }
    return Gaps.write(position, ended(until)).length() <= Gaps.LIMIT;
  }

  /**
   * The ended runs between the first message that stays and the given offset, and inherited ones.
   */
  private List<Gaps.Run> ended(long until) {
    var runs = new ArrayList<Gaps.Run>();
    long open = -1;
    for (var message : messages) {
      if (message.leaving) {
        continue;
      }
      if (message.offset >= until) {
        break;
      }
      if (open >= 0 && message.previous != open) {
        runs.add(new Gaps.Run(open + 1, message.offset));
      }
      open = message.offset;
    }
    if (open >= 0 && open + 1 < until) {
      runs.add(new Gaps.Run(open + 1, until));
    }
    for (var run : inherited.ended()) {
      if (run.to() > last + 1) {
        runs.add(new Gaps.Run(Math.max(run.from(), last + 1), run.to()));
      }
    }
    return runs;
  }
}
