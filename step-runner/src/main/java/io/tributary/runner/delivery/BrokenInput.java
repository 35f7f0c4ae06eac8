package io.tributary.runner.delivery;

/** A message that no host could take: what it carries is not what its headers say. */
final class BrokenInput extends Exception {
  private static final long serialVersionUID = 1L;

  BrokenInput(String message) {
    super(message);
  }
}
