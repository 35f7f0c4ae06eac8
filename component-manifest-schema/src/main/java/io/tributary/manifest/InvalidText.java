package io.tributary.manifest;

/** A text that is no value of the wanted type; the advice tells its author what would be one. */
public final class InvalidText extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String advice;

  InvalidText(String message, String advice) {
    super(message);
    this.advice = advice;
  }

  /** What to write instead, one sentence. */
  public String advice() {
    return advice;
  }
}
