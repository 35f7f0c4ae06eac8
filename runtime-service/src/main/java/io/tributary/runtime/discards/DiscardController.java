package io.tributary.runtime.discards;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.deployments.FindFlow;
import io.tributary.runtime.discards.DiscardWaiting.Outcome;
import io.tributary.runtime.topics.BrokerAway;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Discarding over HTTP: a call without a number says the number and discards nothing. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/flows/{name}/steps/{step}/discard")
@Tag(name = "flows")
final class DiscardController {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final FindFlow flows;
  private final DiscardWaiting discard;

  DiscardController(FindFlow flows, DiscardWaiting discard) {
    this.flows = flows;
    this.discard = discard;
  }

  /** How many messages went. */
  record Discarded(long discarded) {}

  @PostMapping
  @Needs(Permission.OPERATE)
  @Operation(summary = "Discards what waits before a step of a paused flow, its number named")
  Discarded discard(
      @PathVariable OrganizationName organization,
      @PathVariable FlowName name,
      @PathVariable StepName step,
      @RequestParam @Nullable Long messages) {
    var flow = flows.find(organization, name);
    var named = messages == null ? OptionalLong.empty() : OptionalLong.of(messages);
    try {
      return switch (discard.discard(flow, step, named)) {
        case Outcome.Discarded(long count) -> new Discarded(count);
        case Outcome.Waiting(long count) ->
            throw Refusal.conflict(
                "messages-waiting",
                "%,d messages wait before step %s. To lose them, repeat with ?messages=%d."
                    .formatted(count, step, count));
        case Outcome.PauseFirst _ ->
            throw Refusal.conflict(
                "pause-first", "The flow runs. Pause it, so that the number holds.");
        case Outcome.StillDraining _ ->
            throw Refusal.conflict(
                "still-draining",
                "The step ends what it has in hand. Count again in some seconds.");
        case Outcome.TooMany(long count) ->
            throw Refusal.conflict(
                "too-many",
                "%,d messages wait, and at most %,d are discarded at once. The whole flow can be removed."
                    .formatted(count, DiscardWaiting.MOST));
        case Outcome.NoSuchStep _ ->
            throw Refusal.notFound(
                "step-not-found", "The deployed flow has no step \"%s\".".formatted(step));
      };
    } catch (BrokerAway away) {
      throw Refusal.unavailable(
          "broker-away", "It is not known whether anything was discarded. Count again.", SOON);
    }
  }
}
