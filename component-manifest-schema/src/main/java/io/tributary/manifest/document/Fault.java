package io.tributary.manifest.document;

/**
 * Why bytes are not the JSON that is wanted.
 *
 * @param pointer of the value it belongs to
 * @param detail a name, a number or a parser's words; empty where the kind says all
 */
public record Fault(Kind kind, Place place, String pointer, String detail) {

  /** What went wrong. */
  public enum Kind {
    NOT_JSON,
    TOO_LARGE,
    TOO_DEEP,
    DUPLICATE_KEY,
    NUMBER_TOO_LARGE,
    NOT_UTF8,
    TEXT_AFTER_END,
    EMPTY
  }
}
