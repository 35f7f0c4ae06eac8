package io.tributary.runner.delivery;

/**
 * What a component wants to know the next time.
 *
 * @param key as in the step's topic of snapshots: the scope, and the order key where it is one
 *     key's
 * @param json as the component gave it
 */
public record Snapshot(String key, String json) {
  static final String TRIGGER = "trigger";
  private static final String KEY = "key/";

  static String keyOf(String orderKey) {
    return KEY + orderKey;
  }
}
