package io.tributary.icons;

/** A stranger's word inside a message: quoted, and not longer than a message can bear. */
final class Shown {
  private static final int LONGEST = 60;

  private Shown() {}

  static String of(String text) {
    return text.length() > LONGEST
        ? '"' + text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…\""
        : '"' + text + '"';
  }
}
