package io.tributary.runtime.hooks;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.BodyReference;
import io.tributary.contracts.steps.LargeBody;
import io.tributary.runtime.topics.BrokerAway;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Keeps how long each piece was, and the sum over all of a body. */
final class InMemoryLargeBodies implements LargeBodies {
  /** Pieces in the order in which they came, whatever they belong to. */
  final List<Integer> pieces = new ArrayList<>();

  volatile boolean away;

  @Override
  public Upload begin(FlowId flow) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    return new Upload() {
      private final List<Long> offsets = new ArrayList<>();
      private long bytes;

      @Override
      public void add(byte[] piece) {
        if (away) {
          throw new BrokerAway("away", new IllegalStateException());
        }
        digest.update(piece);
        bytes += piece.length;
        synchronized (pieces) {
          offsets.add((long) pieces.size());
          pieces.add(piece.length);
        }
      }

      @Override
      public LargeBody end() {
        return new LargeBody(
            new BodyReference(0, "aaaaaaaaaaaaaaaaaaaaaaaaaa", bytes, offsets),
            bytes,
            HexFormat.of().formatHex(digest.digest()));
      }
    };
  }
}
