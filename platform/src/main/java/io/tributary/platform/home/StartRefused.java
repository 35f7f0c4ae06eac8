package io.tributary.platform.home;

/**
 * Why the platform, or a part of it, cannot start: one sentence, and what to do about it.
 *
 * <p>The message is sentence and remedy together; both are written for the person at the terminal.
 */
public final class StartRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final String sentence;
  private final String remedy;

  public StartRefused(String code, String sentence, String remedy) {
    super(sentence + " " + remedy);
    this.code = code;
    this.sentence = sentence;
    this.remedy = remedy;
  }

  public StartRefused(String code, String sentence, String remedy, Throwable cause) {
    this(code, sentence, remedy);
    initCause(cause);
  }

  public String code() {
    return code;
  }

  public String sentence() {
    return sentence;
  }

  public String remedy() {
    return remedy;
  }
}
