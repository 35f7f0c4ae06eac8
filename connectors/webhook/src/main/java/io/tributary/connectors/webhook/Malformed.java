package io.tributary.connectors.webhook;

/** A request that is not what it says it is: its sender is told, and nobody else can mend it. */
final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1;

  Malformed(String message) {
    super(message);
  }

  Malformed(String message, Throwable cause) {
    super(message, cause);
  }
}
