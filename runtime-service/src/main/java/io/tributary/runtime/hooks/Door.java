package io.tributary.runtime.hooks;

import io.tributary.contracts.steps.HookRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The way of a request into its flow, and of the flow's answer out of it. */
public interface Door {
  /**
   * Stores a request as a message; returns once the broker has it on all in-sync copies.
   *
   * @throws io.tributary.runtime.topics.BrokerAway where it did not say so; the request may then be
   *     stored or not
   */
  Entered enter(Hook hook, HookRequest request);

  /** No longer waits for the answer. */
  void leave(Entered entered);

  /**
   * A stored request.
   *
   * @param reply completes when a step answers; empty where nobody will
   */
  record Entered(String execution, Optional<CompletableFuture<Reply>> reply) {}

  /**
   * A flow's answer.
   *
   * @param headers names in lower case
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Reply(int status, Map<String, String> headers, byte[] body) {
    public Reply {
      headers = Map.copyOf(headers);
    }
  }

  /** How long a caller waits for an answer. */
  Duration PATIENCE = Duration.ofSeconds(30);
}
