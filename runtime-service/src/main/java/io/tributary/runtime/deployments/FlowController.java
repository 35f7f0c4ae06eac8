package io.tributary.runtime.deployments;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.login.Caller;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.deployments.DeployFlow.Outcome;
import io.tributary.runtime.deployments.Handover.OnTheWay;
import io.tributary.runtime.flows.FlowReader;
import io.tributary.runtime.flows.FlowReader.Notation;
import io.tributary.runtime.hooks.HookAddress;
import io.tributary.runtime.hooks.Hooks;
import io.tributary.runtime.quotas.CheckFlow;
import io.tributary.runtime.schedules.Schedules;
import io.tributary.runtime.topics.BrokerAway;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Flows over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/flows")
@Tag(name = "flows")
final class FlowController {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Deployments deployments;
  private final DeployFlow deploy;
  private final SwitchFlow switchFlow;
  private final RemoveFlow remove;
  private final Hooks hooks;
  private final HookAddress addresses;
  private final Schedules schedules;

  FlowController(
      Deployments deployments,
      DeployFlow deploy,
      SwitchFlow switchFlow,
      RemoveFlow remove,
      Hooks hooks,
      HookAddress addresses,
      Schedules schedules) {
    this.deployments = deployments;
    this.deploy = deploy;
    this.switchFlow = switchFlow;
    this.remove = remove;
    this.hooks = hooks;
    this.addresses = addresses;
    this.schedules = schedules;
  }

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "All flows of the organization")
  List<FlowView> all(@PathVariable OrganizationName organization) {
    return deployments.all(organization).stream().map(flow -> view(flow, null)).toList();
  }

  @GetMapping("/{name}")
  @Needs(Permission.LOOK)
  @Operation(summary = "One flow: state, plan of its newest revision, webhook address")
  FlowView one(@PathVariable OrganizationName organization, @PathVariable FlowName name) {
    return view(found(organization, name), null);
  }

  @GetMapping("/{name}/document")
  @Needs(Permission.LOOK)
  @Operation(summary = "A revision's document as it was sent; the newest where none is named")
  ResponseEntity<String> document(
      @PathVariable OrganizationName organization,
      @PathVariable FlowName name,
      @RequestParam @Nullable Integer revision) {
    var flow = found(organization, name);
    var wanted =
        deployments
            .revision(flow.flow(), revision == null ? flow.revision() : revision)
            .orElseThrow(
                () ->
                    Refusal.notFound(
                        "revision-not-found",
                        "The flow has revisions 1 to %d.".formatted(flow.revision())));
    var type =
        wanted.notation() == Notation.YAML
            ? MediaType.parseMediaType("text/yaml;charset=UTF-8")
            : MediaType.APPLICATION_JSON;
    return ResponseEntity.ok()
        .contentType(type)
        .header("X-Content-Type-Options", "nosniff")
        .body(wanted.document());
  }

  @PutMapping("/{name}")
  @Needs(Permission.DEPLOY)
  @Operation(summary = "Sends a flow document (text/yaml or application/json) and deploys it")
  ResponseEntity<FlowView> put(
      @PathVariable OrganizationName organization,
      @PathVariable FlowName name,
      @RequestParam(defaultValue = "true") boolean deploy,
      @Parameter(
              description =
                  "finish: messages on their way end on the revision they began with; switch: they"
                      + " go on with the new one")
          @RequestParam(defaultValue = "finish")
          String waiting,
      Caller caller,
      HttpServletRequest request)
      throws IOException {
    var sent =
        new DeployFlow.Sent(
            organization,
            name,
            text(request),
            notation(request),
            deploy,
            onTheWay(waiting),
            caller.name());
    return switch (this.deploy.deploy(sent)) {
      case Outcome.Kept(var flow, var _, boolean created, boolean changed) ->
          ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK)
              .body(view(flow, changed));
      case Outcome.Refused(var findings) ->
          throw Refusal.invalid(
              "flow-invalid",
              "The flow has %d %s; nothing was deployed."
                  .formatted(findings.size(), findings.size() == 1 ? "fault" : "faults"),
              findings);
      case Outcome.OverQuota(var exceeded) -> throw overQuota(exceeded);
      case Outcome.Overtaken _ ->
          throw Refusal.conflict(
              "flow-changed",
              "Somebody else changed the flow at the same time. Look, then repeat.");
      case Outcome.BrokerSilent _ ->
          throw Refusal.unavailable(
              "broker-away",
              "The flow is kept but not deployed: the message broker did not answer. Send it"
                  + " again.",
              SOON);
    };
  }

  @PostMapping("/{name}/pause")
  @Needs(Permission.OPERATE)
  @Operation(summary = "Lets go of the workers and keeps every message")
  FlowView pause(@PathVariable OrganizationName organization, @PathVariable FlowName name) {
    return switched(organization, name, StepAssignment.State.PAUSED);
  }

  @PostMapping("/{name}/resume")
  @Needs(Permission.OPERATE)
  @Operation(summary = "Goes on where the pause began")
  FlowView resume(@PathVariable OrganizationName organization, @PathVariable FlowName name) {
    return switched(organization, name, StepAssignment.State.RUNNING);
  }

  @DeleteMapping("/{name}")
  @Needs(Permission.DEPLOY)
  @Operation(summary = "Removes a flow; messages go only where their exact number is named")
  ResponseEntity<Void> remove(
      @PathVariable OrganizationName organization,
      @PathVariable FlowName name,
      @RequestParam @Nullable Long discard) {
    var flow = found(organization, name);
    try {
      var outcome =
          remove.remove(flow, discard == null ? OptionalLong.empty() : OptionalLong.of(discard));
      return switch (outcome) {
        case RemoveFlow.Outcome.Removed _ -> ResponseEntity.noContent().build();
        case RemoveFlow.Outcome.Kept(long waiting, long dead) ->
            throw Refusal.conflict(
                "messages-waiting",
                "%d messages wait and %d are dead letters. To lose them, repeat with ?discard=%d."
                    .formatted(waiting, dead, waiting + dead));
        case RemoveFlow.Outcome.PauseFirst(long waiting) ->
            throw Refusal.conflict(
                "pause-first",
                "%d messages are on their way. Pause the flow, so that the number holds."
                    .formatted(waiting));
      };
    } catch (BrokerAway e) {
      throw Refusal.unavailable(
          "broker-away",
          "Nothing was removed: the message broker did not say what waits. Try again.",
          SOON);
    }
  }

  private FlowView switched(
      OrganizationName organization, FlowName name, StepAssignment.State wanted) {
    return switchFlow
        .to(wanted, found(organization, name))
        .map(flow -> view(flow, null))
        .orElseThrow(
            () ->
                Refusal.conflict(
                    "flow-not-deployed", "The flow is not deployed. Send it with deploy=true."));
  }

  private FlowView view(Deployment flow, @Nullable Boolean changed) {
    var steps =
        deployments
            .revision(flow.flow(), flow.revision())
            .map(revision -> revision.plan().assignments())
            .orElse(List.of());
    return FlowView.of(
        flow,
        steps,
        hooks.ofFlow(flow.flow()).map(addresses::of).orElse(null),
        schedules.ofFlow(flow.flow()).map(ScheduleView::of).orElse(null),
        changed);
  }

  private static Refusal overQuota(CheckFlow.Exceeded exceeded) {
    var quota = exceeded.quota();
    return Refusal.conflict(
        "quota-" + quota.word(),
        "The organization has %d %s beside this flow, which takes %d; its quota of %s is %d. Nothing"
                .formatted(
                    exceeded.used(),
                    quota.unit(),
                    exceeded.wanted(),
                    quota.word(),
                    exceeded.limit())
            + " was deployed. Remove some, or ask the platform's operator for more.");
  }

  private Deployment found(OrganizationName organization, FlowName name) {
    return deployments
        .find(organization, name)
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "flow-not-found",
                    "There is no flow \"%s\" in this organization.".formatted(name)));
  }

  private static OnTheWay onTheWay(String word) {
    return switch (word) {
      case "finish" -> OnTheWay.FINISH;
      case "switch" -> OnTheWay.SWITCH;
      default -> throw Refusal.badRequest("waiting", "Say waiting=finish or waiting=switch.");
    };
  }

  private static Notation notation(HttpServletRequest request) {
    var type = request.getContentType();
    if (type != null && type.startsWith(MediaType.APPLICATION_JSON_VALUE)) {
      return Notation.JSON;
    }
    if (type != null && type.contains("yaml")) {
      return Notation.YAML;
    }
    throw Refusal.badRequest(
        "content-type", "Send the flow with Content-Type text/yaml or application/json.");
  }

  private static String text(HttpServletRequest request) throws IOException {
    byte[] bytes = request.getInputStream().readNBytes(FlowReader.MOST_BYTES + 1);
    if (bytes.length > FlowReader.MOST_BYTES) {
      throw Refusal.tooLarge("too-large", "A flow document has at most 256 KB.");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Refusal.badRequest("not-utf-8", "The document is not UTF-8. Save it as UTF-8.");
    }
  }
}
