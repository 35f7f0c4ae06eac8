package io.tributary.faults.traffic;

import io.tributary.faults.process.Await;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * An even stream of messages.
 *
 * @param perSecond at most
 */
public record Load(int messages, int perSecond) {
  private static final Duration BEAT = Duration.ofMillis(5);

  public Load withMessages(int count) {
    return new Load(count, perSecond);
  }

  /**
   * Sends all of them; returns when the last has been handed to the client.
   *
   * @param allowed how many may have been sent by now: so the stream lasts as long as the faults
   */
  public void run(Letters letters, Client client, IntSupplier allowed) throws InterruptedException {
    run(letters, client::send, allowed);
  }

  /** The same, handing each message to whoever sends it. */
  public void run(Letters letters, Sender sender, IntSupplier allowed) throws InterruptedException {
    long begun = System.nanoTime();
    long held = 0;
    for (int sent = 0; sent < messages; ) {
      long now = System.nanoTime();
      long due = (long) ((now - begun - held) / 1e9 * perSecond) + 1;
      int limit = Math.min(messages, allowed.getAsInt());
      if (sent >= limit) {
        Await.pause(BEAT);
        held += System.nanoTime() - now;
        continue;
      }
      while (sent < Math.min(limit, due)) {
        sender.send(letters.next());
        sent++;
      }
      Await.pause(BEAT);
    }
  }

  /** An even stream on a thread of its own, until it is closed; then every call has been made. */
  public static Stream stream(int perSecond, Letters letters, Sender sender) {
    return new Stream(perSecond, letters, sender);
  }

  /** Messages that go on coming. */
  public static final class Stream {
    private final Thread thread;
    private volatile boolean over;

    private Stream(int perSecond, Letters letters, Sender sender) {
      thread =
          Thread.ofPlatform()
              .daemon()
              .name("stream")
              .unstarted(() -> run(perSecond, letters, sender));
      thread.start();
    }

    /** Returns when the last message has been handed over. */
    public void end() throws InterruptedException {
      over = true;
      thread.join();
    }

    private void run(int perSecond, Letters letters, Sender sender) {
      try {
        while (!over) {
          new Load(perSecond, perSecond).run(letters, sender, () -> perSecond);
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Takes a message; may keep its caller waiting. */
  public interface Sender {
    void send(Letter letter) throws InterruptedException;
  }
}
