package io.tributary.manifest.schema;

/**
 * Something in a schema that its author should know.
 *
 * @param pointer inside the schema
 * @param detail the offending word
 */
public record SchemaProblem(Kind kind, String pointer, String detail) {

  /** What it is. */
  public enum Kind {
    /** Draft 3 marks a property required by a flag inside it. */
    DRAFT3_REQUIRED,
    UNKNOWN_TYPE,
    /** A reference to anything but this schema. */
    REFERENCE_OUTSIDE,
    REFERENCE_TO_NOTHING,
    /** Written out, it has more than {@value SchemaGraph#MOST_EXPANDED} parts. */
    TOO_BIG,
    /** It refers to itself without going down into the value. */
    ENDLESS,
    /** Back-references or look-around: cannot be matched in linear time. */
    PATTERN_NOT_LINEAR,
    NOT_A_SCHEMA,
    UNKNOWN_DIALECT
  }
}
