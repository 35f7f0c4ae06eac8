package io.tributary.registry.repositories;

/** Another push moved a ref between this push's check and its storing; nothing was stored. */
public final class PushOvertaken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PushOvertaken(String detail) {
    super(detail);
  }
}
