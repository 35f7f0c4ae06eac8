package io.tributary.runtime.replays;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.deadletters.DeadLetterSelection;
import io.tributary.runtime.deadletters.DeadLetters;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.deployments.FindFlow;
import io.tributary.runtime.executions.Execution;
import io.tributary.runtime.executions.ExecutionStatus;
import io.tributary.runtime.executions.Executions;
import io.tributary.runtime.executions.StepRun;
import io.tributary.runtime.replays.ReplayDeadLetters.From;
import io.tributary.runtime.topics.BrokerAway;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Replays over HTTP: what would run again, asking for it, how far it is. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/replays")
@Tag(name = "replays")
final class ReplayController {
  private static final int PER_SECOND = 20;
  private static final int MOST_PER_SECOND = 1_000;

  private final RequestReplay request;
  private final ReplayDeadLetters letters;
  private final PreviewReplay preview;
  private final ShowReplay show;
  private final Replays replays;
  private final Executions executions;
  private final Deployments deployments;
  private final FindFlow flows;
  private final DeadLetterSelection selections;

  ReplayController(
      RequestReplay request,
      ReplayDeadLetters letters,
      PreviewReplay preview,
      ShowReplay show,
      Replays replays,
      Executions executions,
      Deployments deployments,
      FindFlow flows,
      DeadLetterSelection selections) {
    this.request = request;
    this.letters = letters;
    this.preview = preview;
    this.show = show;
    this.replays = replays;
    this.executions = executions;
    this.deployments = deployments;
    this.flows = flows;
    this.selections = selections;
  }

  /**
   * Dead letters to send again.
   *
   * @param from {@code step}, or absent: each at the step that gave it up; {@code start}: their
   *     executions from the trigger on, each once, with what it took then
   * @param preview only say what would happen
   * @param perSecond absent = 20
   * @param version {@code current}, or absent: on what is deployed; {@code same}: on what each
   *     message began with, where its step still knows that
   */
  record DeadLetterReplay(
      DeadLetterSelection.@Nullable Wanted select,
      @Nullable String from,
      @Nullable Boolean preview,
      @Nullable Integer perSecond,
      @Nullable String version) {}

  /**
   * Executions to run again.
   *
   * @param executions ids; absent = those that began between {@code since} and {@code until}
   * @param from {@code failed}: what was given up, each at the step that did; {@code start}, or
   *     absent: from the trigger on, or from {@code step} where that is named
   * @param preview only say what would happen
   * @param perSecond absent = 20
   * @param version as for dead letters
   */
  record ExecutionReplay(
      @Nullable FlowName flow,
      @Nullable Set<String> executions,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String status,
      @Nullable String from,
      @Nullable StepName step,
      @Nullable Boolean preview,
      @Nullable Integer perSecond,
      @Nullable String version) {}

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "Replays, newest first")
  List<ReplayView> newest(@PathVariable OrganizationName organization) {
    return replays.newest(organization, 100).stream().map(show::of).toList();
  }

  @GetMapping("/{id}")
  @Needs(Permission.LOOK)
  @Operation(summary = "How far a replay is")
  ReplayView one(@PathVariable OrganizationName organization, @PathVariable String id) {
    return show.of(found(organization, id));
  }

  @PostMapping("/{id}/cancel")
  @Needs(Permission.OPERATE)
  @Operation(summary = "Sends no more of it; dead letters that were not sent are open again")
  ReplayView cancel(@PathVariable OrganizationName organization, @PathVariable String id) {
    request.cancel(found(organization, id));
    return show.of(found(organization, id));
  }

  @PostMapping("/dead-letters")
  @Needs(Permission.OPERATE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(
      summary =
          "Sends open dead letters through their steps again, each once, or says what that would"
              + " do. Those whose step the flow no longer has stay open and are told apart")
  ReplayView deadLetters(
      @PathVariable OrganizationName organization,
      @RequestBody DeadLetterReplay wanted,
      Caller caller) {
    var selection = selections.of(organization, wanted.select());
    var from = from(wanted.from());
    var wish =
        new RequestReplay.Wish(
            organization,
            Optional.ofNullable(selection.flow()),
            perSecond(wanted.perSecond()),
            isSame(wanted.version()),
            caller.name());
    try {
      if (Boolean.TRUE.equals(wanted.preview())) {
        return prospect(selection, letters.look(organization, selection, from));
      }
      return asked(letters.replay(wish, selection, from), null);
    } catch (BrokerAway away) {
      throw Refusal.unavailable(
          "broker-away",
          "What is still kept cannot be looked up now. Try again.",
          Duration.ofSeconds(5));
    }
  }

  private ReplayView prospect(DeadLetters.Selection selection, Prospect prospect) {
    var flow = Optional.ofNullable(selection.flow()).flatMap(deployments::find);
    return show.preview(
        flow.map(Deployment::name).orElse(null),
        prospect.messages(),
        preview.from(prospect.steps()),
        prospect.leftOut());
  }

  private ReplayView asked(
      ReplayDeadLetters.Outcome outcome, @Nullable List<PreviewReplay.Again> steps) {
    return switch (outcome) {
      case ReplayDeadLetters.Outcome.Asked(var replay, var leftOut) ->
          show.of(replay, steps, leftOut);
      case ReplayDeadLetters.Outcome.AllLeftOut(var leftOut) -> throw show.refusal(leftOut);
      case ReplayDeadLetters.Outcome.NothingOpen _ ->
          throw Refusal.conflict(
              "nothing-open",
              "No open dead letter is meant: they were replayed or dismissed already.");
    };
  }

  @PostMapping("/executions")
  @Needs(Permission.OPERATE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Runs executions again from a step on, or says what that would do")
  ReplayView executions(
      @PathVariable OrganizationName organization,
      @RequestBody ExecutionReplay wanted,
      Caller caller) {
    if (wanted.flow() == null) {
      throw Refusal.badRequest("flow", "Say \"flow\": the flow whose executions run again.");
    }
    var flow = flows.find(organization, wanted.flow());
    var wish =
        new RequestReplay.Wish(
            organization,
            Optional.of(flow.flow()),
            perSecond(wanted.perSecond()),
            isSame(wanted.version()),
            caller.name());
    boolean only = Boolean.TRUE.equals(wanted.preview());
    return switch (wanted.from() == null ? "start" : wanted.from()) {
      case "failed" -> fromFailed(flow, wanted, wish, only);
      case "start" -> fromStep(flow, step(flow, wanted.step()), wanted, wish, only);
      default -> throw Refusal.badRequest("from", "Replay from \"failed\" or from \"start\".");
    };
  }

  private ReplayView fromStep(
      Deployment flow,
      StepName step,
      ExecutionReplay wanted,
      RequestReplay.Wish wish,
      boolean only) {
    var runs = runs(flow, step, wanted);
    var steps = preview.from(flow.flow(), Set.of(step));
    if (only) {
      return show.preview(flow.name(), runs.size(), steps, List.of());
    }
    if (runs.isEmpty()) {
      throw Refusal.conflict("nothing-to-replay", "Step %s got no message then.".formatted(step));
    }
    return show.of(request.ofRuns(wish, flow.flow(), runs), steps, List.of());
  }

  private ReplayView fromFailed(
      Deployment flow, ExecutionReplay wanted, RequestReplay.Wish wish, boolean only) {
    var failed = failed(flow, wanted);
    if (failed.isEmpty() && only) {
      return show.preview(flow.name(), 0, List.of(), List.of());
    }
    if (failed.isEmpty()) {
      throw Refusal.conflict(
          "nothing-open", "Nothing of these executions waits in the dead letters.");
    }
    var selection = DeadLetters.Selection.ofExecutions(flow.flow(), failed);
    var prospect = letters.look(flow.organization(), selection, From.STEP);
    var steps = preview.from(prospect.steps());
    return only
        ? show.preview(flow.name(), prospect.messages(), steps, prospect.leftOut())
        : asked(letters.replay(wish, selection, From.STEP), steps);
  }

  private Set<String> failed(Deployment flow, ExecutionReplay wanted) {
    var named = wanted.executions();
    if (named != null) {
      return named;
    }
    checkSpan(wanted);
    return executions
        .newest(
            flow.organization(),
            new Executions.Question(
                flow.flow(),
                ExecutionStatus.FAILED,
                wanted.since(),
                wanted.until(),
                null,
                RequestReplay.MOST))
        .stream()
        .map(Execution::id)
        .collect(Collectors.toSet());
  }

  private StepName step(Deployment flow, @Nullable StepName wanted) {
    var steps = deployments.assigned(flow.flow());
    if (steps.isEmpty()) {
      throw Refusal.conflict("flow-not-deployed", "The flow is not deployed: nothing would run.");
    }
    if (wanted == null) {
      return steps.getFirst().step();
    }
    return steps.stream()
        .map(assignment -> assignment.step())
        .filter(wanted::equals)
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "step-not-found", "The deployed flow has no step \"%s\".".formatted(wanted)));
  }

  private List<StepRun> runs(Deployment flow, StepName step, ExecutionReplay wanted) {
    var named = wanted.executions();
    if (named == null) {
      checkSpan(wanted);
    }
    var runs =
        executions.runsOf(
            flow.organization(),
            flow.flow(),
            step,
            new Executions.Span(
                named == null ? Set.of() : named,
                Objects.requireNonNullElse(wanted.since(), Instant.EPOCH),
                Objects.requireNonNullElse(wanted.until(), Instant.parse("9999-01-01T00:00:00Z")),
                wanted.status()),
            RequestReplay.MOST + 1);
    if (runs.size() > RequestReplay.MOST) {
      throw Refusal.badRequest(
          "too-many", "A replay has at most %,d messages.".formatted(RequestReplay.MOST));
    }
    return runs;
  }

  private static void checkSpan(ExecutionReplay wanted) {
    if (wanted.since() == null || wanted.until() == null) {
      throw Refusal.badRequest(
          "executions", "Say \"executions\", or \"since\" and \"until\" for a span of time.");
    }
  }

  private static boolean isSame(@Nullable String version) {
    return switch (version == null ? "current" : version) {
      case "current" -> false;
      case "same" -> true;
      default ->
          throw Refusal.badRequest("version", "Replay on the \"current\" version or the \"same\".");
    };
  }

  private static From from(@Nullable String from) {
    return switch (from == null ? "step" : from) {
      case "step" -> From.STEP;
      case "start" -> From.START;
      default ->
          throw Refusal.badRequest("from", "Replay from the \"step\" or from the \"start\".");
    };
  }

  private static int perSecond(@Nullable Integer wanted) {
    int perSecond = wanted == null ? PER_SECOND : wanted;
    if (perSecond < 1 || perSecond > MOST_PER_SECOND) {
      throw Refusal.badRequest("perSecond", "Choose 1 to 1000 messages per second.");
    }
    return perSecond;
  }

  private Replay found(OrganizationName organization, String id) {
    return replays
        .find(organization, id)
        .orElseThrow(() -> Refusal.notFound("replay-not-found", "There is no such replay."));
  }
}
