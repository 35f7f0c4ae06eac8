package io.tributary.runtime.replays;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import java.util.Optional;
import java.util.Set;

/**
 * One message of a replay: where it lies, and whose step's waiting room it goes to.
 *
 * @param topic with partition and offset: where the message is read
 * @param inputPartition of the step's input, so that it meets messages of its key
 * @param deadLetters ids of those that it is sent for
 * @param edited sent instead of the body that lies there
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReplayMessage(
    FlowId flow,
    StepName step,
    String topic,
    int partition,
    long offset,
    int inputPartition,
    Set<String> deadLetters,
    Optional<byte[]> edited) {
  public ReplayMessage {
    deadLetters = Set.copyOf(deadLetters);
  }

  /** The same, sent for these. */
  ReplayMessage sentFor(Set<String> letters) {
    return new ReplayMessage(flow, step, topic, partition, offset, inputPartition, letters, edited);
  }
}
