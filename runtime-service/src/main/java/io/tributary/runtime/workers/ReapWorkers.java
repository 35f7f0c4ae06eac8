package io.tributary.runtime.workers;

import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.persistence.Reach;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.deployments.Deployments;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Ends workers that nobody wants any more: their step is gone or paused, their organization is
 * suspended, or their runner removed their folder. Runners end their own; this is for what a crash
 * left behind. Worker logs go after seven days.
 */
@Component
final class ReapWorkers {
  private static final Logger LOG = LoggerFactory.getLogger(ReapWorkers.class);
  // Runners drain for ten seconds: what is older than this had its time.
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration KEEP_LOGS = Duration.ofDays(7);

  private final Workers workers;
  private final WorkerEngine engine;
  private final Deployments deployments;
  private final Memberships memberships;
  private final Clock clock;

  ReapWorkers(
      Workers workers,
      WorkerEngine engine,
      Deployments deployments,
      Memberships memberships,
      Clock clock) {
    this.workers = workers;
    this.engine = engine;
    this.deployments = deployments;
    this.memberships = memberships;
    this.clock = clock;
  }

  @Scheduled(initialDelay = 10_000, fixedDelay = 10_000)
  void reap() {
    Reach.across(Use.RETENTION).run(this::reapUnwanted);
  }

  private void reapUnwanted() {
    try {
      for (var running : workers.running()) {
        var age = Duration.between(running.container().startedAt(), clock.instant());
        if (age.compareTo(PATIENCE) > 0 && isUnwanted(running.owner())) {
          LOG.info("Ends worker {}, which nobody wants any more", running.owner().worker());
          running.container().kill();
        }
      }
    } catch (DataAccessException e) {
      LOG.warn("No worker is ended while the database is away");
    }
  }

  @Scheduled(initialDelay = 60_000, fixedDelay = 3_600_000)
  void ageLogs() {
    var logs = engine.logsFolder();
    if (!Files.isDirectory(logs)) {
      return;
    }
    try (var files = Files.list(logs)) {
      for (var file : files.toList()) {
        removeWhenOld(file);
      }
    } catch (IOException e) {
      LOG.warn("Worker logs cannot be aged out: {}", e.getMessage());
    }
  }

  private boolean isUnwanted(WorkerLabels.Owner owner) {
    boolean folderGone = !Files.isDirectory(engine.workersFolder().resolve(owner.worker()));
    return folderGone
        || deployments.roads(owner.flow()).stream()
            .filter(road -> road.step().equals(owner.step()))
            .noneMatch(
                road ->
                    road.state() == StepAssignment.State.RUNNING
                        && !memberships.isStopped(road.organization())
                        && road.all().anyMatch(one -> one.image().value().equals(owner.image())));
  }

  private void removeWhenOld(Path file) throws IOException {
    var age = Duration.between(Files.getLastModifiedTime(file).toInstant(), clock.instant());
    if (age.compareTo(KEEP_LOGS) > 0) {
      Files.deleteIfExists(file);
    }
  }
}
