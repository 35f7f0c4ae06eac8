package io.tributary.icons;

/**
 * What is wrong with an icon's file, and where.
 *
 * @param path of elements, for example {@code /svg/g/script}; empty for the file
 */
record Fault(IconCode code, Spot spot, String path, String message, String advice) {

  /** A place in the file; both count from 1. */
  record Spot(int line, int column) {
    static final Spot START = new Spot(1, 1);
  }

  static Fault ofFile(IconCode code, String message, String advice) {
    return new Fault(code, Spot.START, "", message, advice);
  }
}
