package io.tributary.manifest.document;

/** A place in a text: line and column (in characters), both from 1. */
public record Place(int line, int column) {
  /** Where every text begins. */
  public static final Place START = new Place(1, 1);
}
