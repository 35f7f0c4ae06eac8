package io.tributary.runtime.executions;

import java.util.Locale;

/** Where an execution stands, over all its messages. */
public enum ExecutionStatus {
  /** Messages are on their way. */
  RUNNING,
  /** A message waits for its next attempt or for its connection. */
  WAITING,
  /** Every message came through. */
  SUCCEEDED,
  /** At least one message was given up, and none is on its way. */
  FAILED;

  /** The word in the API and the database. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
