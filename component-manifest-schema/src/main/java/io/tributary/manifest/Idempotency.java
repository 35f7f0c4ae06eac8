package io.tributary.manifest;

/** What keeps a repeated call from taking effect twice at the target. */
public enum Idempotency {
  /** Nothing: a repeated call may write twice. */
  NONE("none"),
  /** The component hands the message's idempotency key to the target, which knows repeats by it. */
  KEY("key"),
  /** Calling twice is the same as once: reads, upserts, deletes. */
  NATURAL("natural");

  private final String word;

  Idempotency(String word) {
    this.word = word;
  }

  /** The word in the manifest. */
  public String word() {
    return word;
  }
}
