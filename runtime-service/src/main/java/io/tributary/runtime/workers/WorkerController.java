package io.tributary.runtime.workers;

import io.tributary.containers.ContainerRefused;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.workers.ConnectionLease;
import io.tributary.contracts.workers.WorkerExit;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.contracts.workers.WorkerView;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.foundation.problems.Refusal;
import io.tributary.runtime.components.Components;
import io.tributary.runtime.connections.LeaseConnection;
import io.tributary.runtime.deployments.Deployments;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What step runners ask for. Only with a service's token (the foundation sees to {@code
 * /internal/**}), and even then only for images that the flow's step was assigned.
 */
@RestController
@RequestMapping("/internal/v1")
final class WorkerController {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{7,59}");
  private static final int LONGEST_PATH = 100;
  private static final Duration SOON = Duration.ofSeconds(2);

  private final Workers workers;
  private final WorkerPlaces places;
  private final WorkerEngine engine;
  private final Deployments deployments;
  private final Components components;
  private final LeaseConnection lease;
  private final Memberships memberships;

  WorkerController(
      Workers workers,
      WorkerPlaces places,
      WorkerEngine engine,
      Deployments deployments,
      Components components,
      LeaseConnection lease,
      Memberships memberships) {
    this.workers = workers;
    this.places = places;
    this.engine = engine;
    this.deployments = deployments;
    this.components = components;
    this.lease = lease;
    this.memberships = memberships;
  }

  @PostMapping("/workers")
  WorkerView start(@RequestBody WorkerRequest request) {
    Reach.across(Use.STEP_RUNNERS).run(() -> checkAssigned(request));
    checkFolder(request.worker());
    places.take(request);
    boolean runs = false;
    try {
      var view = workers.start(request);
      runs = true;
      return view;
    } catch (ContainerRefused e) {
      String detail = e.getMessage() + " " + e.advice();
      throw switch (e.code()) {
        case IMAGE_UNKNOWN, IMAGE_BROKEN, MOUNT_REFUSED, NAME_TAKEN ->
            Refusal.conflict(e.code().word(), detail);
        case START_FAILED, NO_CONFINEMENT, ENGINE_UNREACHABLE ->
            Refusal.unavailable(e.code().word(), detail, SOON);
      };
    } finally {
      places.started(request, runs);
    }
  }

  @DeleteMapping("/workers/{worker}")
  ResponseEntity<WorkerExit> end(@PathVariable String worker) {
    var exit =
        workers
            .end(worker)
            .orElseThrow(() -> Refusal.notFound("worker-not-found", "No such worker runs."));
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(exit);
  }

  @GetMapping("/workers")
  List<WorkerView> list() {
    return workers.list();
  }

  /** Workers that ended in the last ten minutes, oldest first. */
  @GetMapping("/workers/exits")
  List<WorkerExit> exits() {
    return workers.exits();
  }

  @GetMapping("/flows/{flow}/steps/{step}/connection")
  ResponseEntity<ConnectionLease> lease(
      @PathVariable FlowId flow, @PathVariable StepName step, @RequestParam int revision) {
    var assignment =
        Reach.across(Use.STEP_RUNNERS)
            .call(() -> deployments.edition(flow, step, revision))
            .orElseThrow(WorkerController::notAssigned);
    var connection = assignment.connection();
    var version = components.find(assignment.component());
    requireNotStopped(assignment.organization());
    if (connection == null || version.isEmpty()) {
      throw Refusal.notFound("no-connection", "The step uses no connection.");
    }
    return Reach.of(assignment.organization())
        .call(() -> lease.lease(assignment.organization(), connection, version.get()))
        .map(lent -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(lent))
        .orElseThrow(
            () ->
                Refusal.notFound(
                    "connection-gone",
                    "The connection \"%s\" is gone. Make it again.".formatted(connection)));
  }

  private void requireNotStopped(OrganizationName organization) {
    if (memberships.isStopped(organization)) {
      throw Refusal.forbidden(
          "organization-suspended",
          "%s is suspended or leaving: its messages wait.".formatted(organization));
    }
  }

  private void checkAssigned(WorkerRequest request) {
    if (!NAME.matcher(request.worker()).matches()) {
      throw Refusal.badRequest("worker-name", "A worker's name has 8 to 60 of a-z, 0-9 and -.");
    }
    var roads =
        deployments.roads(request.flow()).stream()
            .filter(road -> road.step().equals(request.step()))
            .toList();
    if (roads.isEmpty()) {
      throw notAssigned();
    }
    requireNotStopped(roads.getFirst().organization());
    boolean same =
        roads.stream()
            .filter(road -> road.state() == StepAssignment.State.RUNNING)
            .flatMap(StepAssignment::all)
            .anyMatch(assignment -> isFor(request, assignment));
    if (!same) {
      throw Refusal.conflict(
          "not-assigned", "The step is paused, or was assigned another image or other limits.");
    }
  }

  private void checkFolder(String worker) {
    var folder = engine.workersFolder().resolve(worker);
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      throw Refusal.conflict("worker-folder", "The worker has no folder. Make it first.");
    }
    if (folder.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_PATH) {
      throw Refusal.conflict(
          "worker-folder",
          "The path of the workers' folder is too long for sockets. Set TRIBUTARY_WORKERS_DIR.");
    }
  }

  private static boolean isFor(WorkerRequest request, StepAssignment assignment) {
    return assignment.image().equals(request.image())
        && assignment.organization().equals(request.organization())
        && assignment.limits().equals(request.limits());
  }

  private static Refusal notAssigned() {
    return Refusal.notFound("step-not-found", "No such step is deployed.");
  }
}
