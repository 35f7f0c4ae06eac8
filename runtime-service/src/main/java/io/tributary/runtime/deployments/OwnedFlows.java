package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.leaving.Archive;
import io.tributary.foundation.leaving.Owned;
import io.tributary.runtime.topics.BrokerAway;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * An organization's flows: they are taken from the step runners with whatever waits, and their
 * topics and groups go once these had time to let go. Their rows go last of all.
 */
@Component
@Order(20)
final class OwnedFlows implements Owned {
  private static final Logger LOG = LoggerFactory.getLogger(OwnedFlows.class);

  private final Deployments deployments;
  private final RemoveFlow remove;
  private final FinishDeployments finish;

  OwnedFlows(Deployments deployments, RemoveFlow remove, FinishDeployments finish) {
    this.deployments = deployments;
    this.remove = remove;
    this.finish = finish;
  }

  /** A flow in an export. */
  private record Line(
      FlowId id, FlowName name, int revision, String state, Instant stateSince, Instant createdAt) {
    static Line of(Deployment flow) {
      return new Line(
          flow.flow(),
          flow.name(),
          flow.revision(),
          StateColumns.of(flow.state()).word(),
          flow.state().since(),
          flow.createdAt());
    }
  }

  @Override
  public List<Holding> holdings(OrganizationName organization) {
    return List.of(new Holding("flows", deployments.all(organization).size()));
  }

  /** All of them, and of each that is there the document as its author wrote it. */
  @Override
  public void export(OrganizationName organization, Archive archive) throws IOException {
    archive.lines(
        "runtime/flows.jsonl",
        line ->
            deployments
                .every(organization)
                .forEach(flow -> line.accept(Json.write(Line.of(flow)))));
    for (var flow : deployments.all(organization)) {
      var newest = deployments.revision(flow.flow(), flow.revision());
      if (newest.isPresent()) {
        archive.file(path(flow, newest.get()), out -> out.write(bytes(newest.get())));
      }
    }
  }

  @Override
  public long delete(OrganizationName organization) {
    var left =
        deployments.every(organization).stream()
            .filter(flow -> !(flow.state() instanceof DeploymentState.Stopped))
            .toList();
    left.forEach(this::end);
    return left.size();
  }

  private void end(Deployment flow) {
    try {
      if (flow.state() instanceof DeploymentState.Stopping) {
        finish.stop(flow);
      } else {
        remove.remove(flow);
      }
    } catch (BrokerAway later) {
      LOG.warn("Flow {} waits for the broker: {}", flow.flow(), later.getMessage());
    }
  }

  private static String path(Deployment flow, Revision revision) {
    return "runtime/flows/%s.%s"
        .formatted(flow.name(), revision.notation().name().toLowerCase(Locale.ROOT));
  }

  private static byte[] bytes(Revision revision) {
    return revision.document().getBytes(StandardCharsets.UTF_8);
  }
}
