package io.tributary.sdk;

/**
 * The first step of a flow, called on a schedule to fetch what is new since the last call.
 *
 * <p>Where it stopped it keeps in {@link Context#snapshot()}. Outputs and snapshot are committed
 * together: what is emitted is never forgotten and never emitted again by a later poll.
 */
@FunctionalInterface
public interface PollingTrigger {
  /** Fetches once; the failures of {@link Action#run} apply. Never called twice at a time. */
  void poll(Context context, Emitter out) throws Exception;
}
