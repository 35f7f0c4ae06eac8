package io.tributary.sdk;

import java.util.Optional;

/**
 * What surrounds one message. Good for the call it was given to; later use throws {@link
 * IllegalStateException}.
 */
public interface Context extends Setup {
  /** The same on each attempt of this message, and of no other message; 1 to 255 of ASCII. */
  String idempotencyKey();

  /** The run of the flow that this message belongs to. */
  String execution();

  /** 1 for the first. */
  int attempt();

  /** What this trigger, or this message's key, kept from the last time. */
  Snapshot snapshot();

  /**
   * Where to go on: the cursor of the last {@link Emitter#page} that was committed before an
   * earlier attempt of this message failed. What was emitted up to there need not be emitted again.
   */
  <T> Optional<T> cursor(Class<T> type);

  /** Bytes that are too many for a message: 1 MiB of a request, 16 MiB of an output. */
  LargeBodies bodies();

  /**
   * Answers the caller who waits at the flow's webhook address. Takes effect when the message ends
   * well; nobody may be waiting any more, which is no error.
   *
   * @throws IllegalStateException on a second answer
   */
  void reply(Reply reply);
}
