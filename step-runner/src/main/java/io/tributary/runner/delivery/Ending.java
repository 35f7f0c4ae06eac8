package io.tributary.runner.delivery;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a message ended at a step, for good. */
public sealed interface Ending {

  /** The component is done with it. */
  record Emitted(List<Output> outputs, @Nullable Reply reply) implements Ending {}

  /**
   * No further attempt is made.
   *
   * @param kind stable word: {@code give-up}, {@code attempts-spent}, {@code too-old}, {@code
   *     too-large}, {@code worker-crashed}, {@code invalid-output}, {@code unsupported}
   * @param error class of the error, as the host named it
   */
  record Dead(String kind, String error, String message) implements Ending {}

  /**
   * One message for the next steps.
   *
   * @param key order key that the component gave; absent = its parent's
   */
  @SuppressWarnings("ArrayRecordComponent") // passed through: neither compared nor changed
  record Output(@Nullable String key, byte[] body) {}

  /** The answer to the caller who waits at the ingress. */
  @SuppressWarnings("ArrayRecordComponent") // passed through: neither compared nor changed
  record Reply(int status, Map<String, String> headers, byte[] body) {}
}
