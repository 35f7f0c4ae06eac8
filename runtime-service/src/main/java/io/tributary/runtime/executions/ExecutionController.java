package io.tributary.runtime.executions;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.executions.Executions.Question;
import io.tributary.runtime.masking.FindMask;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Executions over HTTP: the list, the path of one, and what a step was given. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/executions")
@Tag(name = "executions")
final class ExecutionController {
  private static final int MOST_PAYLOAD_BYTES = 1024 * 1024;
  private static final int MOST = 500;

  private final Executions executions;
  private final Deployments deployments;
  private final Topics topics;
  private final FindMask masks;
  private final ReadOutputs outputs;

  ExecutionController(
      Executions executions,
      Deployments deployments,
      Topics topics,
      FindMask masks,
      ReadOutputs outputs) {
    this.executions = executions;
    this.deployments = deployments;
    this.topics = topics;
    this.masks = masks;
    this.outputs = outputs;
  }

  /**
   * An execution as the API shows it.
   *
   * @param milliseconds from its first step's beginning to its last event
   * @param path absent in lists
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ExecutionView(
      String id,
      @Nullable FlowName flow,
      FlowId flowId,
      int revision,
      String status,
      Instant startedAt,
      Instant lastAt,
      long milliseconds,
      @Nullable List<StepView> path) {}

  /** What became of one message at one step. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record StepView(
      StepName step,
      String message,
      @Nullable String parent,
      String outcome,
      int attempt,
      int outputs,
      Instant startedAt,
      Instant endedAt,
      long milliseconds,
      @Nullable Instant nextAttemptAt,
      @Nullable String errorKind,
      @Nullable String errorMessage,
      @Nullable String worker) {
    static StepView of(StepRun run) {
      return new StepView(
          run.step(),
          run.message(),
          run.parent(),
          run.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'),
          run.attempt(),
          run.outputs(),
          run.startedAt(),
          run.endedAt(),
          Duration.between(run.startedAt(), run.endedAt()).toMillis(),
          run.nextAttemptAt(),
          run.errorKind(),
          run.errorMessage(),
          run.worker());
    }
  }

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "Executions, newest first")
  List<ExecutionView> newest(
      @PathVariable OrganizationName organization,
      @RequestParam @Nullable FlowName flow,
      @RequestParam @Nullable String status,
      @RequestParam @Nullable Instant since,
      @RequestParam @Nullable Instant until,
      @RequestParam @Nullable String text,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > MOST) {
      throw Refusal.badRequest("limit", "Ask for 1 to 500 executions.");
    }
    var wanted = flow == null ? null : flowId(organization, flow);
    return executions
        .newest(organization, new Question(wanted, status(status), since, until, text, limit))
        .stream()
        .map(execution -> view(execution, null))
        .toList();
  }

  @GetMapping("/{execution}")
  @Needs(Permission.LOOK)
  @Operation(summary = "One execution and the path of its messages through the steps")
  ExecutionView one(@PathVariable OrganizationName organization, @PathVariable String execution) {
    var found = found(organization, execution);
    return view(found, executions.path(execution).stream().map(StepView::of).toList());
  }

  @GetMapping("/{execution}/steps/{step}/input")
  @Needs(Permission.READ_MESSAGES)
  @Operation(
      summary =
          "What a step was given, read where it lies; of several messages the first. Secrets are"
              + " hidden")
  ResponseEntity<byte[]> input(
      @PathVariable OrganizationName organization,
      @PathVariable String execution,
      @PathVariable StepName step,
      @RequestParam @Nullable String message) {
    var of = found(organization, execution);
    var run = run(execution, step, message);
    var record = payload(run);
    if (record.value().length > MOST_PAYLOAD_BYTES) {
      throw Refusal.tooLarge(
          "payload-too-large",
          "The message has %d bytes; at most 1 MiB is shown.".formatted(record.value().length));
    }
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(CacheControl.noStore())
        .header("X-Content-Type-Options", "nosniff")
        .body(masks.before(of.flow(), step, of.revision()).of(record.value()));
  }

  /**
   * What a step gave.
   *
   * @param given how many outputs it gave, as it was noted when it ended
   * @param shown the first of them, as far as they are still kept; at most 100 and 1 MiB
   */
  record OutputsView(int given, List<ReadOutputs.Output> shown) {}

  @GetMapping("/{execution}/steps/{step}/outputs")
  @Needs(Permission.READ_MESSAGES)
  @Operation(
      summary =
          "What a step gave for a message, read where it lies; of several messages the first."
              + " Secrets are hidden")
  OutputsView outputs(
      @PathVariable OrganizationName organization,
      @PathVariable String execution,
      @PathVariable StepName step,
      @RequestParam @Nullable String message) {
    var of = found(organization, execution);
    var run = run(execution, step, message);
    return new OutputsView(run.outputs(), outputs.of(of, run));
  }

  private StepRun run(String execution, StepName step, @Nullable String message) {
    return executions.path(execution).stream()
        .filter(candidate -> candidate.step().equals(step))
        .filter(candidate -> message == null || candidate.message().equals(message))
        .findFirst()
        .orElseThrow(
            () -> Refusal.notFound("step-run-not-found", "The step did not get a message."));
  }

  private TopicRecord payload(StepRun run) {
    try {
      return topics
          .at(run.topic(), run.partition(), run.offset())
          .orElseThrow(
              () ->
                  Refusal.notFound(
                      "payload-gone", "The message is no longer kept; only what became of it is."));
    } catch (BrokerAway e) {
      throw Refusal.unavailable(
          "broker-away", "The message cannot be read now. Try again.", Duration.ofSeconds(5));
    }
  }

  private ExecutionView view(Execution execution, @Nullable List<StepView> path) {
    return new ExecutionView(
        execution.id(),
        deployments.find(execution.flow()).map(Deployment::name).orElse(null),
        execution.flow(),
        execution.revision(),
        execution.status().word(),
        execution.startedAt(),
        execution.lastAt(),
        Duration.between(execution.startedAt(), execution.lastAt()).toMillis(),
        path);
  }

  private Execution found(OrganizationName organization, String execution) {
    return executions
        .find(organization, execution)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "execution-not-found",
                    "There is no such execution, or none of its steps ended yet."));
  }

  private FlowId flowId(OrganizationName organization, FlowName name) {
    return deployments
        .find(organization, name)
        .map(Deployment::flow)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "flow-not-found",
                    "There is no flow \"%s\" in this organization.".formatted(name)));
  }

  private static @Nullable ExecutionStatus status(@Nullable String word) {
    if (word == null) {
      return null;
    }
    for (var status : ExecutionStatus.values()) {
      if (status.word().equals(word)) {
        return status;
      }
    }
    throw Refusal.badRequest("status", "A status is running, waiting, succeeded or failed.");
  }
}
