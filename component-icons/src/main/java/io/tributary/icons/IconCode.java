package io.tributary.icons;

/** Every kind of finding about an icon and its stable code, explained in docs/findings.md. */
enum IconCode {
  MISSING(4001),
  TOO_LARGE(4002),
  NEITHER(4003),
  BROKEN_PNG(4004),
  PNG_SIZE(4005),
  BROKEN_SVG(4006),
  DECLARATION(4007),
  NOT_A_PICTURE(4008),
  TOO_INTRICATE(4009),
  NOTHING_SEEN(4010),
  TOO_SLOW(4011);

  private final int number;

  IconCode(int number) {
    this.number = number;
  }

  /** As people see it: {@code TB4001}. */
  String code() {
    return "TB" + number;
  }
}
