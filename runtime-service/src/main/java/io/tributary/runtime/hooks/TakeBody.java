package io.tributary.runtime.hooks;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.BodyReference;
import io.tributary.contracts.steps.LargeBody;
import io.tributary.foundation.problems.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Takes a request's body as it comes, compressed or not: a small one into the message, a large one
 * into the flow's topic of bodies while it streams in. Of a large one two pieces are in memory.
 */
@Component
final class TakeBody {
  /** The largest body that is part of its message. */
  static final int INLINE = 1024 * 1024;

  private static final int PART = 8 * 1024;

  private static final Duration LATER = Duration.ofSeconds(5);

  /** A sender that is slower than this, after a while, gives its place to others. */
  private static final long SLOWEST_PER_SECOND = 32 * 1024;

  private static final long GRACE_NANOS = Duration.ofSeconds(20).toNanos();

  private final LargeBodies bodies;
  private final long most;
  private final int mostOfFlow;
  private final Semaphore places;
  private final Map<FlowId, Integer> ofFlow = new HashMap<>();
  private final LongSupplier nanos;
  private final AtomicLong buffered = new AtomicLong();
  private final AtomicLong peak = new AtomicLong();

  @Autowired
  TakeBody(LargeBodies bodies, LargeBodySettings settings) {
    this(bodies, settings, System::nanoTime);
  }

  TakeBody(LargeBodies bodies, LargeBodySettings settings, LongSupplier nanos) {
    this.bodies = bodies;
    this.nanos = nanos;
    this.most = settings.most().toBytes();
    this.mostOfFlow = Math.max(1, settings.atOnce() / 2);
    this.places = new Semaphore(settings.atOnce());
  }

  /** What became of a body. */
  sealed interface Taken {
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Small(byte[] bytes) implements Taken {}

    record Large(LargeBody body) implements Taken {}
  }

  /**
   * Reads the body to its end, or refuses it without that.
   *
   * @param announced its length as the request says it; negative where it does not
   * @throws io.tributary.runtime.topics.BrokerAway where a large one was not stored
   */
  Taken take(FlowId flow, long announced, InputStream in) throws IOException {
    if (announced > most) {
      throw tooLarge();
    }
    if (announced > INLINE) {
      return new Taken.Large(inItsPlace(flow, in));
    }
    byte[] first = beginning(in);
    return first.length <= INLINE
        ? new Taken.Small(first)
        : new Taken.Large(
            inItsPlace(flow, new SequenceInputStream(new ByteArrayInputStream(first), in)));
  }

  /** All of a small body, or a byte more than one has. */
  private byte[] beginning(InputStream in) throws IOException {
    long began = nanos.getAsLong();
    var bytes = new ByteArrayOutputStream();
    byte[] part = new byte[PART];
    while (bytes.size() <= INLINE) {
      int more = in.read(part, 0, Math.min(PART, INLINE + 1 - bytes.size()));
      if (more < 0) {
        break;
      }
      bytes.write(part, 0, more);
      checkPace(bytes.size(), nanos.getAsLong() - began);
    }
    return bytes.toByteArray();
  }

  /** Most bytes of large bodies that were in memory at a time. */
  long peak() {
    return peak.get();
  }

  private LargeBody inItsPlace(FlowId flow, InputStream in) throws IOException {
    if (!places.tryAcquire()) {
      throw busy();
    }
    boolean mine = false;
    try {
      mine = enter(flow);
      if (!mine) {
        throw busy();
      }
      return stored(flow, in);
    } finally {
      if (mine) {
        leave(flow);
      }
      places.release();
    }
  }

  private synchronized boolean enter(FlowId flow) {
    int before = ofFlow.getOrDefault(flow, 0);
    if (before >= mostOfFlow) {
      return false;
    }
    ofFlow.put(flow, before + 1);
    return true;
  }

  private synchronized void leave(FlowId flow) {
    int left = ofFlow.getOrDefault(flow, 1) - 1;
    if (left == 0) {
      ofFlow.remove(flow);
    } else {
      ofFlow.put(flow, left);
    }
  }

  private LargeBody stored(FlowId flow, InputStream in) throws IOException {
    var upload = bodies.begin(flow);
    long began = nanos.getAsLong();
    long bytes = 0;
    int held = 0;
    try {
      while (true) {
        hold(BodyReference.PIECE);
        held += BodyReference.PIECE;
        byte[] piece = piece(in, bytes, began);
        bytes += piece.length;
        if (piece.length > 0) {
          upload.add(piece);
        }
        if (piece.length < BodyReference.PIECE) {
          return upload.end();
        }
        if (held > BodyReference.PIECE) {
          // The piece before this one is stored now.
          hold(-BodyReference.PIECE);
          held -= BodyReference.PIECE;
        }
      }
    } finally {
      hold(-held);
    }
  }

  private byte[] piece(InputStream in, long before, long began) throws IOException {
    byte[] piece = new byte[BodyReference.PIECE];
    int filled = 0;
    while (filled < piece.length) {
      int more = in.read(piece, filled, piece.length - filled);
      if (more < 0) {
        return Arrays.copyOf(piece, filled);
      }
      filled += more;
      if (before + filled > most) {
        throw tooLarge();
      }
      checkPace(before + filled, nanos.getAsLong() - began);
    }
    return piece;
  }

  private static void checkPace(long bytes, long passed) {
    if (passed > GRACE_NANOS && bytes / (passed / 1e9) < SLOWEST_PER_SECOND) {
      throw Refusal.badRequest(
          "body-too-slow",
          "A body comes with at least %d KiB a second.".formatted(SLOWEST_PER_SECOND / 1024));
    }
  }

  private void hold(long bytes) {
    long now = buffered.addAndGet(bytes);
    peak.accumulateAndGet(now, Math::max);
  }

  private Refusal tooLarge() {
    return Refusal.tooLarge(
        "body-too-large",
        "A webhook takes at most %d MiB. Send a reference.".formatted(most / (1024 * 1024)));
  }

  private static Refusal busy() {
    return Refusal.unavailable(
        "large-bodies-busy",
        "Too many large requests are being taken. Send this one again later.",
        LATER);
  }
}
