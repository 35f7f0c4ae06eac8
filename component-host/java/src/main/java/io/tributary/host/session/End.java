package io.tributary.host.session;

/** How a conversation ended; with the process's exit code, out of sysexits. */
public enum End {
  /** Everything in flight was ended first. */
  DRAINED(0),
  /** The runner went away; what was in flight goes to another worker. */
  LOST(69),
  /** The runner broke a rule of the protocol. */
  VIOLATION(70),
  /** The component cannot start; the runner was told why. */
  REFUSED(78);

  private final int exitCode;

  End(int exitCode) {
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
