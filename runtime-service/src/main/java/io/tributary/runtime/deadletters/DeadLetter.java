package io.tributary.runtime.deadletters;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import java.time.Instant;
import java.util.Optional;

/**
 * A message that a step gave up, without its body.
 *
 * @param id flow, partition and offset of the dead letter
 * @param kind stable word, as the step runner gives it
 * @param error class of the failure
 * @param cause same for failures that read the same, numbers and names in them left out
 * @param image digest of the component that failed
 * @param topic where the dead letter lies, with partition and offset
 * @param inputPartition where the step's input lay
 * @param edit the copy that a replay sends instead; empty = the original
 */
public record DeadLetter(
    String id,
    OrganizationName organization,
    FlowId flow,
    StepName step,
    String execution,
    String message,
    String kind,
    String error,
    String errorMessage,
    String cause,
    int attempts,
    String image,
    int bytes,
    Instant diedAt,
    String topic,
    int partition,
    long offset,
    int inputPartition,
    DeadLetterState state,
    Optional<Edit> edit) {

  /**
   * A changed copy of the body.
   *
   * @param hidden the copy without anything that depends on a secret; empty where it is enough to
   *     hide what a message has at its secret places
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Edit(byte[] body, Optional<byte[]> hidden, Instant at, String by) {
    /** The copy as far as a person may see it, a mask aside. */
    byte[] seen() {
      return hidden.orElse(body);
    }
  }
}
