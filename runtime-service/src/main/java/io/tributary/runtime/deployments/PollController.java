package io.tributary.runtime.deployments;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.schedules.Schedules;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Polls at a person's word over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/flows/{name}/poll")
@Tag(name = "flows")
final class PollController {
  private final FindFlow flows;
  private final Schedules schedules;

  PollController(FindFlow flows, Schedules schedules) {
    this.flows = flows;
    this.schedules = schedules;
  }

  @PostMapping
  @Needs(Permission.OPERATE)
  @ResponseStatus(HttpStatus.ACCEPTED)
  @Operation(summary = "Polls beside the timing, once, as soon as the poll before it has ended")
  ScheduleView poll(@PathVariable OrganizationName organization, @PathVariable FlowName name) {
    var flow = flows.find(organization, name);
    if (flow.isPaused()) {
      throw Refusal.conflict("flow-paused", "A paused flow is not polled. Resume it first.");
    }
    schedules.ask(flow.flow());
    return schedules
        .ofFlow(flow.flow())
        .map(ScheduleView::of)
        .orElseThrow(
            () ->
                Refusal.conflict(
                    "flow-not-polled",
                    "No trigger is polled here: it is a webhook, or the flow is not deployed."));
  }
}
