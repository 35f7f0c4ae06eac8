package io.tributary.runtime.workers;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.workers.WorkerView;
import io.tributary.foundation.membership.Needs;
import io.tributary.foundation.membership.Permission;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.deployments.Deployments;
import java.util.Comparator;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows an organization which containers run its flow. */
@RestController
@RequestMapping("/api/v1/organizations/{organization}/flows/{name}/workers")
@Tag(name = "flows")
final class FlowWorkerController {
  private final Workers workers;
  private final Deployments deployments;

  FlowWorkerController(Workers workers, Deployments deployments) {
    this.workers = workers;
    this.deployments = deployments;
  }

  @GetMapping
  @Needs(Permission.LOOK)
  @Operation(summary = "The flow's running workers, each a container or a sandbox of its own")
  List<WorkerView> ofFlow(
      @PathVariable OrganizationName organization, @PathVariable FlowName name) {
    var flow =
        deployments
            .find(organization, name)
            .orElseThrow(
                () -> Refusal.notFound("flow-not-found", "There is no flow " + name + "."));
    return workers.list().stream()
        .filter(worker -> worker.flow().equals(flow.flow()))
        .sorted(Comparator.comparing(WorkerView::startedAt))
        .toList();
  }
}
