package io.tributary.containers;

/**
 * A container could not be started, or nothing can confine; the message says what, advice what to
 * do.
 */
public final class ContainerRefused extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why; stable words for problem documents. */
  public enum Code {
    IMAGE_UNKNOWN("image-unknown"),
    IMAGE_BROKEN("image-broken"),
    NAME_TAKEN("container-name-taken"),
    MOUNT_REFUSED("mount-refused"),
    START_FAILED("container-start-failed"),
    NO_CONFINEMENT("no-confinement"),
    ENGINE_UNREACHABLE("engine-unreachable");

    private final String word;

    Code(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }

  private final Code code;
  private final String advice;

  public ContainerRefused(Code code, String message, String advice) {
    super(message);
    this.code = code;
    this.advice = advice;
  }

  public ContainerRefused(Code code, String message, String advice, Throwable cause) {
    super(message, cause);
    this.code = code;
    this.advice = advice;
  }

  public Code code() {
    return code;
  }

  /** What a person can do about it; one sentence. */
  public String advice() {
    return advice;
  }
}
