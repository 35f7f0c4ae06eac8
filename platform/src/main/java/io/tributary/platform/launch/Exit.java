package io.tributary.platform.launch;

/** What a shell is told; the numbers of the whole command line. */
public enum Exit {
  DONE(0),
  UNEXPECTED(1),
  USAGE(2),
  NOT_FOUND(8),
  CONFLICT(9),
  TIMED_OUT(10);

  private final int code;

  Exit(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
