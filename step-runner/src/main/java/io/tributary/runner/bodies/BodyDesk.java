package io.tributary.runner.bodies;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.BodyReference;
import io.tributary.contracts.steps.LargeBody;
import io.tributary.protocol.FailureKind;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.Limits;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.protocol.ProtocolViolation.Rule;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves one worker's reads and writes of large bodies. One question of a message at a time, and
 * four pieces of the worker in memory: a host that asks and does not listen makes only itself wait.
 */
public final class BodyDesk {
  private static final Logger LOG = System.getLogger(BodyDesk.class.getName());
  private static final int PIECES = 4;

  /** Begins what a message is told that stores too much; its dead letter is then of that kind. */
  public static final String TOO_LARGE = "too-large: ";

  private final FlowId flow;
  private final Shop shop;
  private final FrameWriter writer;
  private final Semaphore pieces = new Semaphore(PIECES);
  private final Map<Long, Question> open = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * @param flow the worker's: nothing of another one is read or written
   */
  public BodyDesk(FlowId flow, Shop shop, FrameWriter writer) {
    this.flow = flow;
    this.shop = shop;
    this.writer = writer;
  }

  /**
   * What all desks share.
   *
   * @param ids makes unguessable ones
   * @param json writes a reference as it stands in messages
   * @param mostBytes that one message may store
   */
  public record Shop(
      LargeBodies bodies, Supplier<String> ids, Function<LargeBody, byte[]> json, long mostBytes) {}

  /**
   * Takes the frame where it is about large bodies; waits while the worker has too many pieces
   * here.
   *
   * @return whether it was
   * @throws ProtocolViolation if the host may not say that
   */
  public boolean takes(Frame frame) throws ProtocolViolation, InterruptedException {
    return switch (frame.type()) {
      case READ, WRITE -> {
        ask(frame);
        yield true;
      }
      case DONE, FAILED -> {
        ended(frame.id());
        yield false;
      }
      default -> false;
    };
  }

  /** The worker is gone: nothing is answered any more. */
  public void close() {
    closed = true;
    open.clear();
  }

  private void ended(long message) {
    var question = open.get(message);
    if (question != null) {
      question.ended = true;
      if (!question.busy) {
        open.remove(message);
      }
    }
  }

  private void ask(Frame frame) throws ProtocolViolation, InterruptedException {
    var question = open.computeIfAbsent(frame.id(), _ -> new Question());
    if (question.busy) {
      throw new ProtocolViolation(
          Rule.ORDER, frame.type() + " before the last one of its message was answered");
    }
    question.busy = true;
    if (open.size() > Limits.CREDITS) {
      open.values().removeIf(other -> !other.busy);
    }
    pieces.acquire();
    Thread.ofVirtual().name("bodies " + flow).start(() -> answer(frame, question));
  }

  private void answer(Frame frame, Question question) {
    try {
      var answer = answered(frame, question);
      question.busy = false;
      if (!closed) {
        writer.send(answer);
      }
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "a piece found nobody any more", gone);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      pieces.release();
      if (question.ended) {
        open.remove(frame.id());
      }
    }
  }

  private Frame answered(Frame frame, Question question) throws InterruptedException {
    boolean reads = frame.type() == FrameType.READ;
    var answer = Frame.of(reads ? FrameType.PART : FrameType.WRITTEN, frame.id());
    try {
      answer = reads ? read(frame, answer) : write(frame, answer, question);
    } catch (IOException | RuntimeException trouble) {
      LOG.log(Level.WARNING, "{0}: {1}", flow, String.valueOf(trouble));
      answer =
          failed(
              answer,
              FailureKind.RETRY_LATER,
              "the large body cannot be " + (reads ? "read now" : "stored now"));
    }
    if (!reads && answer.header(HeaderKey.KIND).isPresent()) {
      question.upload = null;
    }
    return answer;
  }

  private Frame read(Frame frame, Frame empty) throws IOException, InterruptedException {
    var answer = empty;
    long from;
    BodyReference reference;
    try {
      from = Long.parseLong(frame.header(HeaderKey.FROM).orElse(""));
      reference = BodyReference.parse(frame.bodyText());
    } catch (IllegalArgumentException broken) {
      return failed(answer, FailureKind.GIVE_UP, "this is no reference to a large body");
    }
    answer = answer.with(HeaderKey.FROM, from);
    if (from < 0 || from >= reference.bytes()) {
      return answer;
    }
    var piece = shop.bodies.piece(flow, reference, from);
    return piece.isEmpty()
        ? failed(answer, FailureKind.GIVE_UP, "the large body is not kept any more")
        : answer.withBody(behind(piece.get(), from));
  }

  private static byte[] behind(byte[] piece, long from) {
    int start = Math.toIntExact(from % BodyReference.PIECE);
    return start == 0 ? piece : java.util.Arrays.copyOfRange(piece, start, piece.length);
  }

  private Frame write(Frame frame, Frame answer, Question question)
      throws IOException, InterruptedException {
    boolean last = frame.header(HeaderKey.LAST).isPresent();
    byte[] piece = frame.body();
    if (!last && piece.length != BodyReference.PIECE) {
      return failed(answer, FailureKind.GIVE_UP, "a piece before the last is not a whole one");
    }
    if (question.more(piece.length) > shop.mostBytes) {
      return failed(
          answer,
          FailureKind.GIVE_UP,
          TOO_LARGE
              + "large bodies of one message may have %,d bytes together"
                  .formatted(shop.mostBytes));
    }
    if (frame.header(HeaderKey.FROM).equals(Optional.of("0"))) {
      // What a stream left that broke off is nobody's beginning.
      question.upload = null;
    }
    var upload = question.upload();
    if (piece.length > 0) {
      upload.stored(piece, shop.bodies.append(flow, upload.partition, upload.id, piece));
    }
    if (!last) {
      return answer;
    }
    question.upload = null;
    return answer.withBody(shop.json.apply(upload.end()));
  }

  private static Frame failed(Frame answer, FailureKind kind, String message) {
    return answer.with(HeaderKey.KIND, kind.word()).with(HeaderKey.MESSAGE, message);
  }

  /** What a message asks, and what it has stored. */
  private final class Question {
    private volatile boolean busy;
    private volatile boolean ended;
    private volatile @Nullable Upload upload;
    private long bytes;

    /** So many are to be stored, all together. */
    synchronized long more(int size) {
      bytes += size;
      return bytes;
    }

    Upload upload() throws IOException {
      var now = upload;
      if (now == null) {
        var id = shop.ids.get();
        now = new Upload(id, shop.bodies.partition(flow, id));
        upload = now;
      }
      return now;
    }
  }
}
