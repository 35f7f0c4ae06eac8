package io.tributary.expressions;

/** The mapping is no expression, or could not be evaluated on this message. */
public final class MappingFailed extends RuntimeException {
  private static final long serialVersionUID = 1;

  public MappingFailed(String message) {
    super("mapping: " + message);
  }

  public MappingFailed(String message, Throwable cause) {
    super("mapping: " + message, cause);
  }
}
