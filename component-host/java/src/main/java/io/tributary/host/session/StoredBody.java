package io.tributary.host.session;

import io.tributary.host.json.BodyRules;
import io.tributary.protocol.FailureKind;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A large body as one call sees it.
 *
 * @param message in whose name it is read
 */
record StoredBody(String reference, long size, String sha256, long message, Pieces pieces)
    implements BodyRules.Referable {

  @Override
  public InputStream open() {
    return new Content(this);
  }

  @Override
  public String toString() {
    return "large body of " + size + " bytes";
  }

  /**
   * What the runner answered instead of what was asked for.
   *
   * @throws GiveUp or {@link RetryLater}, as it says
   */
  static void check(Frame answer) {
    var kind = answer.header(HeaderKey.KIND);
    if (kind.isEmpty()) {
      return;
    }
    var message = answer.header(HeaderKey.MESSAGE).orElse("");
    if (kind.get().equals(FailureKind.GIVE_UP.word())) {
      throw new GiveUp(message);
    }
    throw new RetryLater(message);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Reads piece after piece, and finds out at the end whether they are what was stored. */
  private static final class Content extends InputStream {
    private final StoredBody body;
    private final MessageDigest digest = digest();
    private byte[] piece = {};
    private int next;
    private long position;

    Content(StoredBody body) {
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      return fill() ? Byte.toUnsignedInt(piece[next++]) : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      java.util.Objects.checkFromIndexSize(offset, length, bytes.length);
      if (length == 0) {
        return 0;
      }
      if (!fill()) {
        return -1;
      }
      int some = Math.min(length, piece.length - next);
      System.arraycopy(piece, next, bytes, offset, some);
      next += some;
      return some;
    }

    @Override
    public int available() {
      return piece.length - next;
    }

    private boolean fill() throws IOException {
      if (next < piece.length) {
        return true;
      }
      if (position >= body.size) {
        return false;
      }
      piece = body.piece(position);
      next = 0;
      position += piece.length;
      digest.update(piece);
      boolean ends = piece.length == 0 || position >= body.size;
      if (ends
          && (position != body.size
              || !HexFormat.of().formatHex(digest.digest()).equals(body.sha256))) {
        throw new IOException("the large body is not what was stored");
      }
      return true;
    }
  }

  private byte[] piece(long from) throws IOException {
    var answer =
        pieces.ask(
            Frame.of(FrameType.READ, message).with(HeaderKey.FROM, from).withBody(reference));
    check(answer);
    return answer.body();
  }
}
