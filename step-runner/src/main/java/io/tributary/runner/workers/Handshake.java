package io.tributary.runner.workers;

import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameReader;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.FrameWriter;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.Limits;
import io.tributary.protocol.ProtocolViolation;
import io.tributary.protocol.ProtocolViolation.Rule;
import io.tributary.runner.delivery.PlainText;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** HELLO, ASSIGN, READY: who the host is, what it is to do, how much it takes. */
final class Handshake {
  private static final String VERSION = "1";

  private Handshake() {}

  /**
   * Gives the host's credits.
   *
   * @throws ProtocolViolation if the host breaks a rule, the token's above all
   * @throws IOException if the component cannot start; the message says why
   */
  static int perform(FrameReader reader, FrameWriter writer, String token, byte[] assignment)
      throws IOException {
    var hello = next(reader, FrameType.HELLO);
    if (!hello.required(HeaderKey.PROTOCOL).equals(VERSION)) {
      throw new ProtocolViolation(Rule.VERSION, "the host does not speak version " + VERSION);
    }
    if (!isSame(hello.required(HeaderKey.TOKEN), token)) {
      throw new ProtocolViolation(Rule.TOKEN, "HELLO with a token that is not this worker's");
    }
    writer.send(Frame.of(FrameType.ASSIGN).withBody(assignment));
    return credits(next(reader, FrameType.READY));
  }

  /** Takes as long for a wrong token as for the right one. */
  private static boolean isSame(String given, String token) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private static Frame next(FrameReader reader, FrameType expected) throws IOException {
    for (; ; ) {
      var frame =
          reader
              .read()
              .orElseThrow(() -> new EOFException("the host went away before " + expected));
      if (frame.type() == FrameType.REFUSED) {
        throw new IOException(
            "the component cannot start: "
                + PlainText.of(frame.header(HeaderKey.ERROR).orElse(""), 200)
                + ": "
                + PlainText.of(frame.header(HeaderKey.MESSAGE).orElse(""), 1_000));
      }
      if (frame.type() == expected) {
        return frame;
      }
      // A component may log while it starts.
      if (frame.type() != FrameType.LOG || expected != FrameType.READY) {
        throw new ProtocolViolation(Rule.ORDER, frame.type() + " where " + expected + " belongs");
      }
    }
  }

  private static int credits(Frame ready) throws ProtocolViolation {
    try {
      int credits = Integer.parseInt(ready.required(HeaderKey.CREDITS));
      if (credits >= 1 && credits <= Limits.CREDITS) {
        return credits;
      }
    } catch (NumberFormatException notANumber) {
      // Said below.
    }
    throw new ProtocolViolation(Rule.CREDITS, "READY, credits are not 1 to " + Limits.CREDITS);
  }
}
