package io.tributary.sdk;

/**
 * The service does not accept the connection's credentials. The step waits, its messages stay, and
 * the connection's owner is asked to renew it.
 */
public final class ConnectionRefused extends RuntimeException {
  private static final long serialVersionUID = 1;

  public ConnectionRefused(String message) {
    super(message);
  }

  public ConnectionRefused(String message, Throwable cause) {
    super(message, cause);
  }
}
