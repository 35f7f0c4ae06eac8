package io.tributary.sdk;

import java.util.Optional;

/**
 * A small piece of state that outlives the message: of the trigger, or, in an action, of the
 * message's key. Saved together with the message's outputs or not at all.
 */
public interface Snapshot {
  /** What was saved last, also within this call; empty the first time. */
  <T> Optional<T> read(Class<T> type);

  /** Replaces it; at most 40 KiB as JSON. */
  void save(Object state);
}
