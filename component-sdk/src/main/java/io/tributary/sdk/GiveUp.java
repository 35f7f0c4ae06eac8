package io.tributary.sdk;

/**
 * No attempt at this message will fare better: it goes to the dead letters, where a person can look
 * at it, mend it and send it again. Say what is wrong with it and what to change.
 */
public final class GiveUp extends RuntimeException {
  private static final long serialVersionUID = 1;

  public GiveUp(String message) {
    super(message);
  }

  public GiveUp(String message, Throwable cause) {
    super(message, cause);
  }
}
