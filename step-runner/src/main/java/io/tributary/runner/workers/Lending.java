package io.tributary.runner.workers;

import io.tributary.contracts.workers.ConnectionLease;

/** What the platform says to whoever asks for a connection. */
public sealed interface Lending {
  record Lent(ConnectionLease lease) implements Lending {}

  /**
   * It is gone, or the organization may not have it any more.
   *
   * @param why for a person, with what to do
   */
  record Refused(String why) implements Lending {}
}
