package io.tributary.cli.terminal;

/** How a command ends, for scripts; documented and stable. */
public enum ExitCode {
  DONE(0),
  UNEXPECTED(1),
  USAGE(2),
  VALIDATION_FAILED(3),
  BUILD_FAILED(4),
  RUN_FAILED(5),
  NOT_SIGNED_IN(6),
  NOT_ALLOWED(7),
  NOT_FOUND(8),
  CONFLICT(9),
  TIMED_OUT(10),
  INTERRUPTED(130);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }
}
