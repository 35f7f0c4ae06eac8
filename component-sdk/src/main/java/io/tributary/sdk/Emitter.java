package io.tributary.sdk;

/**
 * Takes what a step gives out: any number of outputs for one message. An output is anything that
 * reads as JSON: a record, a map, a list, a string, a number. Each is at most 16 MiB.
 */
public interface Emitter {
  /**
   * Gives one output to the next steps.
   *
   * @throws GiveUp if JSON cannot say it, or if it is too big
   */
  void emit(Object output);

  /**
   * Gives one output under a key; where the next step keeps order, it does so per key.
   *
   * @param key such as a customer's id; at most 1 KiB
   */
  void emit(String key, Object output);

  /**
   * Ends a page: what was emitted so far may be committed, and a later attempt starts with this
   * cursor in {@link Context#cursor}. So a million rows need neither one transaction nor memory. A
   * page has at most 10,000 outputs and 16 MiB; it does not renew the time that an attempt may
   * take.
   */
  void page(Object cursor);
}
