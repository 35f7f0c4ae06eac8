package io.tributary.host.session;

import io.tributary.protocol.Frame;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the runner about large bodies, one of a message at a time; whoever asks waits for
 * the answer.
 */
final class Pieces {
  private final Conversation conversation;
  private final InFlight inFlight;

  /** By message: asked; with the answer once it is there. */
  private final Map<Long, Asked> asked = new HashMap<>();

  Pieces(Conversation conversation, InFlight inFlight) {
    this.conversation = conversation;
    this.inFlight = inFlight;
  }

  /**
   * Asks and waits.
   *
   * @throws IllegalStateException if the message was ended
   * @throws InterruptedIOException if it was cancelled
   */
  Frame ask(Frame question) throws IOException {
    var mine = new Asked();
    try {
      begin(question.id(), mine);
      conversation.send(question);
      return await(mine);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the message was cancelled");
    }
  }

  /** The runner has answered; also where nobody waits for it any more. */
  synchronized void heard(Frame answer) {
    var question = asked.remove(answer.id());
    if (question != null) {
      question.answer = answer;
      notifyAll();
    }
  }

  private synchronized void begin(long message, Asked mine) throws InterruptedException {
    checkOpen(message);
    while (asked.putIfAbsent(message, mine) != null) {
      wait();
      checkOpen(message);
    }
  }

  private void checkOpen(long message) {
    if (!inFlight.has(message)) {
      throw new IllegalStateException("the message was ended: read its large bodies before");
    }
  }

  private synchronized Frame await(Asked mine) throws InterruptedException {
    while (true) {
      var answer = mine.answer;
      if (answer != null) {
        return answer;
      }
      wait();
    }
  }

  private static final class Asked {
    private @Nullable Frame answer;
  }
}
