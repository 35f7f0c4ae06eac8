package io.tributary.manifest;

/**
 * An entry of {@code network} that cannot be granted; its code is one of {@code docs/findings.md}.
 */
public final class InvalidGrant extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final FindingCode code;
  private final String advice;

  InvalidGrant(FindingCode code, String message, String advice) {
    super(message);
    this.code = code;
    this.advice = advice;
  }

  /** The finding's code, for example {@code TB1201}. */
  public String code() {
    return code.code();
  }

  FindingCode findingCode() {
    return code;
  }

  /** What to write instead, one sentence. */
  public String advice() {
    return advice;
  }
}
