package io.tributary.runtime.topics;

/** The message broker did not answer in time; what was asked may or may not have been done. */
public final class BrokerAway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public BrokerAway(String message, Throwable cause) {
    super(message, cause);
  }
}
