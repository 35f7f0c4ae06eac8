package io.tributary.runner.bodies;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.BodyReference;
import java.io.IOException;
import java.util.Optional;

/** The pieces of all large bodies, each in its flow's topic. Every method waits. */
public interface LargeBodies {

  /**
   * The piece that holds this byte, whole.
   *
   * @return empty where it is not kept any more, or where nothing of this body ever lay there
   * @throws IOException where the broker does not say
   */
  Optional<byte[]> piece(FlowId flow, BodyReference reference, long position)
      throws IOException, InterruptedException;

  /**
   * Where the pieces of this body belong.
   *
   * @throws IOException where the broker does not say, or the flow has no topic for bodies
   */
  int partition(FlowId flow, String id) throws IOException;

  /**
   * Stores a piece on all in-sync copies.
   *
   * @return its offset
   * @throws IOException where the broker did not say that it has it
   */
  long append(FlowId flow, int partition, String id, byte[] piece)
      throws IOException, InterruptedException;
}
