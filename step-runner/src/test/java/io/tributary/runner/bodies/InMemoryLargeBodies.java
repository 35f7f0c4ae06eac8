package io.tributary.runner.bodies;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.BodyReference;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Pieces in memory, in one partition of each flow. */
public final class InMemoryLargeBodies implements LargeBodies {
  private final Map<FlowId, List<Piece>> flows = new HashMap<>();

  /** While true, the broker is away. */
  public volatile boolean away;

  /** Reads wait for it. */
  public volatile CountDownLatch gate = new CountDownLatch(0);

  @Override
  public Optional<byte[]> piece(FlowId flow, BodyReference reference, long position)
      throws IOException, InterruptedException {
    gate.await();
    return found(flow, reference, position);
  }

  private synchronized Optional<byte[]> found(FlowId flow, BodyReference reference, long position)
      throws IOException {
    checkThere();
    var pieces = flows.getOrDefault(flow, List.of());
    long offset = reference.offsetAt(position);
    if (reference.partition() != 0 || offset >= pieces.size()) {
      return Optional.empty();
    }
    var piece = pieces.get(Math.toIntExact(offset));
    return piece.id.equals(reference.id()) && piece.bytes.length == reference.sizeAt(position)
        ? Optional.of(piece.bytes)
        : Optional.empty();
  }

  @Override
  public int partition(FlowId flow, String id) throws IOException {
    checkThere();
    return 0;
  }

  @Override
  public synchronized long append(FlowId flow, int partition, String id, byte[] piece)
      throws IOException {
    checkThere();
    var pieces = flows.computeIfAbsent(flow, _ -> new ArrayList<>());
    pieces.add(new Piece(id, piece));
    return pieces.size() - 1L;
  }

  private void checkThere() throws IOException {
    if (away) {
      throw new IOException("away");
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Piece(String id, byte[] bytes) {}
}
