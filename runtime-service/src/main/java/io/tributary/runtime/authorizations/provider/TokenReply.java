package io.tributary.runtime.authorizations.provider;

/** What a provider answered. */
public sealed interface TokenReply {

  /** Here they are. */
  record Granted(Tokens tokens) implements TokenReply {}

  /**
   * It has decided, against it.
   *
   * @param error its code (RFC 6749, section 5.2)
   * @param words its own, made safe to show; may be empty
   */
  record Refused(String error, String words) implements TokenReply {
    /** Whether what was presented is no longer good, or never was. */
    public boolean isFinal() {
      return error.equals("invalid_grant");
    }
  }

  /** No answer, or none that says anything; it may have done what it was asked all the same. */
  record Away(String reason) implements TokenReply {}
}
