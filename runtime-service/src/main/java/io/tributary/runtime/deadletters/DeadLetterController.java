package io.tributary.runtime.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The messages of a flow that were given up, newest first. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/flows/{name}/dead-letters")
@Tag(name = "flows")
final class DeadLetterController {
  private static final int MOST = 500;
  private static final int MOST_PAYLOAD_BYTES = 64 * 1024;

  private final Deployments deployments;
  private final Topics topics;

  DeadLetterController(Deployments deployments, Topics topics) {
    this.deployments = deployments;
    this.topics = topics;
  }

  /**
   * A message that was given up.
   *
   * @param id where the dead letter stands: partition and offset
   * @param error class of the failure
   * @param payload absent where it is larger than 64 KiB or not JSON
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record DeadLetter(
      String id,
      Instant at,
      @Nullable String step,
      @Nullable String execution,
      @Nullable String messageId,
      @Nullable String kind,
      @Nullable String error,
      @Nullable String message,
      @Nullable String attempts,
      @Nullable String image,
      int bytes,
      @Nullable JsonNode payload) {
    static DeadLetter of(TopicRecord record) {
      var headers = record.headers();
      return new DeadLetter(
          record.partition() + "-" + record.offset(),
          record.at(),
          headers.get(MessageHeaders.DEAD_STEP),
          headers.get(MessageHeaders.EXECUTION),
          headers.get(MessageHeaders.CE_ID),
          headers.get(MessageHeaders.DEAD_KIND),
          headers.get(MessageHeaders.DEAD_ERROR),
          headers.get(MessageHeaders.DEAD_MESSAGE),
          headers.get(MessageHeaders.DEAD_ATTEMPTS),
          headers.get(MessageHeaders.DEAD_IMAGE),
          record.value().length,
          payload(record));
    }

    private static @Nullable JsonNode payload(TopicRecord record) {
      if (record.value().length > MOST_PAYLOAD_BYTES) {
        return null;
      }
      try {
        return Json.mapper().readTree(record.value());
      } catch (JacksonException notJson) {
        return null;
      }
    }
  }

  @GetMapping
  @Operation(summary = "The newest dead letters of the flow")
  List<DeadLetter> newest(
      @PathVariable OrganizationName organization,
      @PathVariable FlowName name,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > MOST) {
      throw Refusal.badRequest("limit", "Ask for 1 to 500 dead letters.");
    }
    var flow =
        deployments
            .find(organization, name)
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        "flow-not-found",
                        "There is no flow \"%s\" in this organization.".formatted(name)));
    try {
      return topics.newest(FlowTopics.deadLetters(flow.flow()), limit).stream()
          .map(DeadLetter::of)
          .toList();
    } catch (BrokerAway e) {
      throw Refusal.unavailable(
          "broker-away", "Dead letters cannot be read now. Try again.", Duration.ofSeconds(5));
    }
  }
}
