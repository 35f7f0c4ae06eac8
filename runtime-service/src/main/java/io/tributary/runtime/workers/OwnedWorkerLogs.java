package io.tributary.runtime.workers;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.leaving.Owned;
import io.tributary.runtime.deployments.Deployment;
import io.tributary.runtime.deployments.Deployments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What an organization's workers wrote on this machine past their sockets; it is the operator's.
 */
@Component
@Order(30)
final class OwnedWorkerLogs implements Owned {
  private final Deployments deployments;
  private final WorkerEngine engine;

  OwnedWorkerLogs(Deployments deployments, WorkerEngine engine) {
    this.deployments = deployments;
    this.engine = engine;
  }

  @Override
  public long delete(OrganizationName organization) {
    var flows = deployments.every(organization).stream().map(Deployment::flow).toList();
    if (flows.isEmpty() || !Files.isDirectory(engine.logsFolder())) {
      return 0;
    }
    try (var files = Files.list(engine.logsFolder())) {
      var theirs =
          files
              .filter(file -> flows.stream().anyMatch(flow -> WorkerLogs.isOf(flow, file)))
              .toList();
      for (Path file : theirs) {
        Files.deleteIfExists(file);
      }
      return theirs.size();
    } catch (IOException later) {
      throw new UncheckedIOException("Logs of workers cannot be deleted.", later);
    }
  }
}
