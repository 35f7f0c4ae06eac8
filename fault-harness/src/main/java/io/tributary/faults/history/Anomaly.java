package io.tributary.faults.history;

/**
 * A broken promise, with the message that witnesses it.
 *
 * @param detail for a person: where, when, beside what
 */
public record Anomaly(Kind kind, Mark witness, String detail) {
  /** After Jepsen's workload for Kafka. */
  public enum Kind {
    /** The brokers said yes to it, and it never arrived. */
    LOST,
    /** It arrived more than once. */
    DUPLICATE,
    /** It was read although its sending failed, or was read once and is not there any more. */
    ABORTED_READ,
    /** A later message of its key arrived before it. */
    INVERSION,
    /** Nobody sent it. */
    PHANTOM,
    /** Messages were waiting, and nothing arrived for a minute. */
    STUCK
  }

  @Override
  public String toString() {
    return "%-12s %s %s".formatted(kind, witness, detail);
  }
}
