package io.tributary.sdk;

/**
 * Tries a connection before anybody relies on it. {@code component.json} names the class as {@code
 * credentials.verifier}; an action or trigger may also implement it beside its own work.
 */
@FunctionalInterface
public interface ConnectionCheck {
  /**
   * Tries the connection with a call that changes nothing.
   *
   * @throws Exception when it could not be tried, as when the service is away; {@link
   *     ConnectionRefused} counts as {@link Outcome.Refused}
   */
  Outcome check(Setup setup) throws Exception;

  /** What came of it. */
  sealed interface Outcome {
    /**
     * It works.
     *
     * @param account who one is there, such as a user's name: tells two connections apart
     */
    record Works(String account) implements Outcome {}

    /**
     * It does not.
     *
     * @param field the field to correct; empty when no single one is to blame
     * @param message what happened and what to do, for the person who typed it
     */
    record Refused(String field, String message) implements Outcome {}
  }
}
