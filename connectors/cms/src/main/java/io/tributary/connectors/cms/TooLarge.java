package io.tributary.connectors.cms;

/** An answer that is not read to its end, because it would take too much memory. */
final class TooLarge extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooLarge(String message) {
    super(message);
  }
}
