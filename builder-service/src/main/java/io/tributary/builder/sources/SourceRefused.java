package io.tributary.builder.sources;

/** The commit's source cannot be built from; the message names the path and what to do. */
public final class SourceRefused extends Exception {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String reason;

  public SourceRefused(String code, String message) {
    super(message);
    this.code = code;
    this.reason = message;
  }

  /** Names the path and what to do. */
  public String reason() {
    return reason;
  }

  /** Stable, for example {@code source-link}. */
  public String code() {
    return code;
  }
}
