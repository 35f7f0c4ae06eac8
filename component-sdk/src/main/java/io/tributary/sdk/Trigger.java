package io.tributary.sdk;

/**
 * The first step of a flow, called for each event that comes in from outside, such as a request to
 * the flow's webhook address.
 *
 * @param <I> the event; for webhooks a {@link WebhookRequest}
 */
@FunctionalInterface
public interface Trigger<I> {
  /** Handles one event; the failures of {@link Action#run} apply. */
  void receive(I event, Context context, Emitter out) throws Exception;
}
