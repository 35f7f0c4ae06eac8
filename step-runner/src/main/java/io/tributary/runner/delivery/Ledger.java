package io.tributary.runner.delivery;

/**
 * What a step has done since it began: received = emitted for + dead + waiting. For the step's
 * thread only.
 */
public final class Ledger {
  private long received;
  private long emittedFor;
  private long dead;
  private long commits;

  public void received(int messages) {
    received += messages;
  }

  /** Fetched again by the next membership, here or elsewhere. */
  public void givenBack(int messages) {
    received -= messages;
  }

  public void committed(int messages, int deadOnes) {
    commits++;
    emittedFor += messages - deadOnes;
    dead += deadOnes;
  }

  public long received() {
    return received;
  }

  public long waiting() {
    return received - emittedFor - dead;
  }

  @Override
  public String toString() {
    return "received %d = emitted for %d + dead %d + waiting %d, in %d commits"
        .formatted(received, emittedFor, dead, waiting(), commits);
  }
}
