package io.tributary.host.session;

import io.tributary.host.json.DoesNotFit;
import io.tributary.host.json.Json;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.protocol.Limits;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.LargeBodies;
import io.tributary.sdk.LargeBody;
import java.io.IOException;
import java.io.InputStream;

/** The large bodies of one message. */
final class MessageBodies implements LargeBodies {
  private final long message;
  private final Pieces pieces;
  private final Json json;

  MessageBodies(long message, Pieces pieces, Json json) {
    this.message = message;
    this.pieces = pieces;
    this.json = json;
  }

  @Override
  public LargeBody write(InputStream content) throws IOException {
    long from = 0;
    while (true) {
      byte[] piece = content.readNBytes(Limits.PIECE);
      boolean last = piece.length < Limits.PIECE;
      var frame = Frame.of(FrameType.WRITE, message).with(HeaderKey.FROM, from).withBody(piece);
      from += piece.length;
      var answer = pieces.ask(last ? frame.with(HeaderKey.LAST, "true") : frame);
      StoredBody.check(answer);
      if (last) {
        return mine(json.bind(answer.body(), LargeBody.class, "large body"));
      }
    }
  }

  @Override
  public LargeBody of(Object value) {
    try {
      return mine(json.convert(value, LargeBody.class, "large body"));
    } catch (DoesNotFit failure) {
      throw new GiveUp(String.valueOf(failure.getMessage()), failure);
    }
  }

  /** An author's thread may not know whose message it works on. */
  private LargeBody mine(LargeBody body) {
    return body instanceof StoredBody stored
        ? new StoredBody(stored.reference(), stored.size(), stored.sha256(), message, pieces)
        : body;
  }
}
