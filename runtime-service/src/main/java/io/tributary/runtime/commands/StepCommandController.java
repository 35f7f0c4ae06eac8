package io.tributary.runtime.commands;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepCommand;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.outbox.Outbox;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.deployments.FindFlow;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Step commands over HTTP; accepted means told, what came of it is seen in the executions. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/flows/{name}/steps/{step}")
@Tag(name = "flows")
final class StepCommandController {
  private static final int MOST_MESSAGES = 1_000;

  private final FindFlow flows;
  private final Deployments deployments;
  private final Outbox outbox;
  private final TransactionOperations transactions;

  StepCommandController(
      FindFlow flows,
      Deployments deployments,
      @Qualifier("runtimeOutbox") Outbox outbox,
      TransactionOperations transactions) {
    this.flows = flows;
    this.deployments = deployments;
    this.outbox = outbox;
    this.transactions = transactions;
  }

  /**
   * Which messages of the step are meant.
   *
   * @param messages ids, as executions show them; absent = all that wait
   */
  record Messages(@Nullable Set<String> messages) {}

  @PostMapping("/retry-now")
  @Needs(Permission.OPERATE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Tries messages now that wait for their next attempt")
  void retryNow(
      @PathVariable OrganizationName organization,
      @PathVariable FlowName name,
      @PathVariable StepName step,
      @RequestBody(required = false) @Nullable Messages messages) {
    tell(organization, name, step, StepCommand.Kind.RETRY_NOW, messages);
  }

  @PostMapping("/stop-retrying")
  @Needs(Permission.OPERATE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Makes dead letters of messages that wait for their next attempt")
  void stopRetrying(
      @PathVariable OrganizationName organization,
      @PathVariable FlowName name,
      @PathVariable StepName step,
      @RequestBody(required = false) @Nullable Messages messages) {
    tell(organization, name, step, StepCommand.Kind.STOP_RETRYING, messages);
  }

  private void tell(
      OrganizationName organization,
      FlowName name,
      StepName step,
      StepCommand.Kind kind,
      @Nullable Messages messages) {
    var flow = flows.find(organization, name).flow();
    if (deployments.assigned(flow, step).isEmpty()) {
      throw Refusal.notFound(
          "step-not-found", "The deployed flow has no step \"%s\".".formatted(step));
    }
    var wanted = messages == null ? null : messages.messages();
    if (wanted != null && wanted.size() > MOST_MESSAGES) {
      throw Refusal.badRequest("messages", "Name at most 1000 messages, or none for all.");
    }
    var command = new StepCommand(flow, step, kind, wanted == null ? Set.of() : wanted);
    transactions.executeWithoutResult(
        status -> outbox.add(StepCommand.TOPIC, StepAssignment.key(flow, step), command));
  }
}
