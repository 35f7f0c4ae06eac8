package io.tributary.faults.history;

/**
 * One call of the client that sends: what was asked, and what is known of it.
 *
 * @param parts outputs that it must give at the end of the flow
 * @param invokedAt milliseconds since the run's beginning
 */
public record Sending(Mark mark, int parts, long invokedAt, Result result) {
  /** What the client heard. */
  public enum Result {
    /** The brokers have it: it must arrive. */
    OK,
    /** The brokers refused it: it must not arrive. */
    FAIL,
    /** Nobody knows: it may arrive, once. */
    INFO
  }
}
