package io.tributary.sdk;

/** What is known of a step before any message: its fields, its connection, its log. */
public interface Setup {
  /**
   * The step's fields, as chosen in the flow, bound to a record by the rules of {@link Action}.
   *
   * @throws GiveUp if they do not fit, naming the place
   */
  <T> T fields(Class<T> type);

  /**
   * The connection's fields, bound to a record. Declare secrets as {@link Secret}.
   *
   * @throws GiveUp if they do not fit, naming the place, or if the step has no connection
   */
  <T> T connection(Class<T> type);

  /** The connection's fields by name, for those who need no record. Empty without a connection. */
  Connection connection();

  /** Lines that the flow's owner can read, beside the message they are about. */
  Logger log();
}
