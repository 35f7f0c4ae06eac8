package io.tributary.host.session;

import io.tributary.protocol.FailureKind;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.Limits;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.protocol.Redaction;
import io.tributary.sdk.GiveUp;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The host's side of the talk: cuts texts to the protocol's limits and cleans them of secrets. */
final class Conversation {
  private static final int LONGEST_HEADER = 2048;

  private final FrameWriter writer;
  private final Gathering gathering;
  private final Redaction redaction;

  Conversation(FrameWriter writer, Redaction redaction) {
    this.writer = writer;
    this.gathering = new Gathering(writer);
    this.redaction = redaction;
  }

  /** From now on messages are spoken of. */
  void begin() {
    gathering.start();
  }

  void send(Frame frame) throws IOException {
    writer.send(frame);
  }

  /**
   * A message's last word.
   *
   * @param crowded other messages wait for a processor: it leaves a little later, with theirs
   */
  void end(Frame frame, boolean crowded) throws IOException {
    if (crowded) {
      writer.append(frame);
      gathering.leaveSoon();
    } else {
      writer.send(frame);
    }
  }

  /**
   * Leaves with the message's end, or earlier where much comes together.
   *
   * @throws GiveUp if it is bigger than a frame may be
   * @throws UncheckedIOException if the runner is gone
   */
  void append(Frame frame) {
    try {
      writer.append(frame);
    } catch (ProtocolViolation tooBig) {
      throw new GiveUp(
          "%s of %d bytes: at most %d; emit in smaller parts"
              .formatted(
                  frame.type().name().toLowerCase(java.util.Locale.ROOT),
                  frame.body().length,
                  frame.type().bodyLimit()),
          tooBig);
    } catch (IOException gone) {
      throw new UncheckedIOException(gone);
    }
  }

  void log(long message, String level, String text) {
    try {
      writer.send(
          Frame.of(FrameType.LOG, message)
              .with(HeaderKey.LEVEL, level)
              .withBody(cut(redaction.clean(text), Limits.TEXT)));
    } catch (IOException gone) {
      // The runner is gone, and with it whoever could read the line; the reading side ends us.
    }
  }

  void failed(long message, FailureKind kind, Throwable cause, Optional<Duration> after)
      throws IOException {
    var frame =
        Frame.of(FrameType.FAILED, message)
            .with(HeaderKey.KIND, kind.word())
            .with(HeaderKey.ERROR, header(cause.getClass().getName()))
            .with(HeaderKey.MESSAGE, header(Failures.messageOf(cause)))
            .withBody(cut(redaction.clean(trace(cause)), Limits.TEXT));
    writer.send(
        after.isPresent()
            ? frame.with(HeaderKey.RETRY_AFTER_MS, Math.max(0, after.get().toMillis()))
            : frame);
  }

  void refused(Throwable cause, String message) throws IOException {
    writer.send(
        Frame.of(FrameType.REFUSED)
            .with(HeaderKey.ERROR, header(cause.getClass().getName()))
            .with(HeaderKey.MESSAGE, header(message)));
  }

  void flush() throws IOException {
    writer.flushFully();
  }

  private String header(String text) {
    return new String(cut(redaction.clean(text), LONGEST_HEADER), StandardCharsets.UTF_8);
  }

  /** At most so many bytes, ending with a whole character. */
  private static byte[] cut(String text, int limit) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= limit) {
      return bytes;
    }
    int end = limit;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    return java.util.Arrays.copyOf(bytes, end);
  }

  private static String trace(@Nullable Throwable cause) {
    if (cause == null) {
      return "";
    }
    var text = new StringWriter();
    cause.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
