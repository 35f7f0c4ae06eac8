package io.tributary.protocol;

import java.io.IOException;

/**
 * The other side broke a rule of the protocol; the connection is to be closed and nothing more read
 * from it. The message names the rule and never contains bytes of a body or header.
 */
public final class ProtocolViolation extends IOException {
  private static final long serialVersionUID = 1;

  private final Rule rule;

  public ProtocolViolation(Rule rule, String found) {
    super("step protocol, rule " + rule.word() + ": " + found);
    this.rule = rule;
  }

  public Rule rule() {
    return rule;
  }

  /** The rules whose breach ends a connection. */
  public enum Rule {
    LENGTH,
    TYPE,
    DIRECTION,
    ID,
    HEADER_COUNT,
    HEADER_KEY,
    HEADER_VALUE,
    HEADER_SIZE,
    BODY_SIZE,
    BODY,
    ORDER,
    CREDITS,
    TOKEN,
    VERSION;

    /** As logs and documentation spell it: {@code header-count}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
