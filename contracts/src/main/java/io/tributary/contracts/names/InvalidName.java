package io.tributary.contracts.names;

/** A text that cannot be the name it was given for; the message says the shape that can. */
public final class InvalidName extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String kind;
  private final String advice;

  public InvalidName(String kind, String value, String advice) {
    super("\"%s\" cannot be a %s: %s.".formatted(shortened(value), kind, advice));
    this.kind = kind;
    this.advice = advice;
  }

  /** What the text was meant to name, for example {@code publisher}. */
  public String kind() {
    return kind;
  }

  public String advice() {
    return advice;
  }

  private static String shortened(String value) {
    return value.length() <= 80 ? value : value.substring(0, 80) + "…";
  }
}
