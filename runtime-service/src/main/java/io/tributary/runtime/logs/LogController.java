package io.tributary.runtime.logs;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.Topics;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/**
 * Lines that a flow's steps logged, one JSON object a line. While following, an empty line every
 * fifteen seconds keeps the connection alive and notices when nobody listens any more.
 */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/flows/{name}/logs")
@Tag(name = "flows")
final class LogController {
  private static final Duration DEFAULT_SINCE = Duration.ofHours(1);
  private static final Duration ALIVE = Duration.ofSeconds(15);
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Deployments deployments;
  private final Topics topics;
  private final Clock clock;

  LogController(Deployments deployments, Topics topics, Clock clock) {
    this.deployments = deployments;
    this.topics = topics;
    this.clock = clock;
  }

  @GetMapping
  @Needs(Permission.READ_MESSAGES)
  @Operation(summary = "The flow's log as NDJSON; since = a time or a duration such as PT10M")
  void logs(
      @PathVariable OrganizationName organization,
      @PathVariable FlowName name,
      @RequestParam @Nullable StepName step,
      @RequestParam @Nullable String since,
      @RequestParam(defaultValue = "false") boolean follow,
      HttpServletResponse response)
      throws IOException {
    var flow =
        deployments
            .find(organization, name)
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        "flow-not-found",
                        "There is no flow \"%s\" in this organization.".formatted(name)));
    var from = since(since);
    try (var reading = topics.read(FlowTopics.logs(flow.flow()), from)) {
      response.setContentType("application/x-ndjson");
      response.setHeader("X-Accel-Buffering", "no");
      response.setHeader("Cache-Control", "no-store");
      response.flushBuffer();
      write(reading, step, follow, response.getOutputStream());
    } catch (BrokerAway e) {
      if (!response.isCommitted()) {
        throw Refusal.unavailable(
            "broker-away", "The log cannot be read now. Try again.", Duration.ofSeconds(5));
      }
    }
  }

  private void write(
      Topics.Reading reading, @Nullable StepName step, boolean follow, OutputStream out)
      throws IOException {
    var lastWrite = clock.instant();
    while (follow || !reading.atEnd()) {
      var records = reading.next(LOOK);
      boolean written = writeAll(records, step, out);
      if (!written && Duration.between(lastWrite, clock.instant()).compareTo(ALIVE) > 0) {
        out.write('\n');
        written = true;
      }
      if (written) {
        // Throws when the listener is gone, which ends the reading.
        out.flush();
        lastWrite = clock.instant();
      }
    }
  }

  private static boolean writeAll(
      List<TopicRecord> records, @Nullable StepName step, OutputStream out) throws IOException {
    boolean written = false;
    for (var record : records) {
      if (step == null || isOf(step, record)) {
        out.write(record.value());
        out.write('\n');
        written = true;
      }
    }
    return written;
  }

  private static boolean isOf(StepName step, TopicRecord record) {
    try {
      return step.value().equals(Json.mapper().readTree(record.value()).path("step").asString(""));
    } catch (JacksonException notJson) {
      return false;
    }
  }

  private Instant since(@Nullable String text) {
    if (text == null) {
      return clock.instant().minus(DEFAULT_SINCE);
    }
    try {
      return text.startsWith("P")
          ? clock.instant().minus(Duration.parse(text))
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Refusal.badRequest(
          "since", "Write a time such as 2026-01-31T12:00:00Z or a duration such as PT10M.");
    }
  }
}
