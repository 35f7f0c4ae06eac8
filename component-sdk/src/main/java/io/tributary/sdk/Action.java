package io.tributary.sdk;

/**
 * A step that acts on each message: it may call a service, emit any number of outputs, or answer
 * the caller who started the flow.
 *
 * <p>A message may come more than once: after a crash, or when an earlier attempt failed. {@link
 * Context#idempotencyKey()} is the same each time; give it to the service, or look up with it what
 * an earlier attempt may already have done.
 *
 * @param <I> what it takes: a record of the author's, or {@code Map<String, Object>}, or {@code
 *     Object} for any JSON. The components of a record are required, but for {@link
 *     java.util.Optional} ones, collections (empty when absent) and those annotated with any
 *     {@code @Nullable}. An input that does not fit goes to the dead letters, naming the place.
 */
@FunctionalInterface
public interface Action<I> {
  /**
   * Handles one message. Returning ends it; what was emitted takes effect then.
   *
   * @throws RetryLater to be called again later with the same message
   * @throws GiveUp to have the message set aside: no attempt will fare better
   * @throws ConnectionRefused if the service does not accept the connection's credentials
   * @throws Exception anything else counts as {@link RetryLater} by the step's policy
   */
  void run(I input, Context context, Emitter out) throws Exception;
}
