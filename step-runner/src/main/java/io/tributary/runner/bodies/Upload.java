package io.tributary.runner.bodies;

import io.tributary.contracts.steps.BodyReference;
import io.tributary.contracts.steps.LargeBody;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A large body on its way in, piece after piece. */
final class Upload {
  final String id;
  final int partition;
  private final List<Long> offsets = new ArrayList<>();
  private final MessageDigest digest;
  private long bytes;

  Upload(String id, int partition) {
    this.id = id;
    this.partition = partition;
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void stored(byte[] piece, long offset) {
    offsets.add(offset);
    digest.update(piece);
    bytes += piece.length;
  }

  LargeBody end() {
    return new LargeBody(
        new BodyReference(partition, id, bytes, offsets),
        bytes,
        HexFormat.of().formatHex(digest.digest()));
  }
}
