package io.tributary.runtime.executions;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.Connections;
import io.tributary.runtime.deployments.Deployments;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Learns from what happened whether connections work or are refused. */
@Component
final class NoteConnection {
  private final Connections connections;
  private final Deployments deployments;

  NoteConnection(Connections connections, Deployments deployments) {
    this.connections = connections;
    this.deployments = deployments;
  }

  private record Place(OrganizationName organization, FlowId flow, StepName step) {}

  /** Only the last word about each step of the batch counts. */
  void note(List<StepEvent> events) {
    Map<Place, StepEvent> last = new LinkedHashMap<>();
    for (var event : events) {
      boolean tells =
          event.outcome() == StepEvent.Outcome.EMITTED
              || event.outcome() == StepEvent.Outcome.CONNECTION_REFUSED;
      if (tells) {
        last.put(new Place(event.organization(), event.flow(), event.step()), event);
      }
    }
    last.values().forEach(this::note);
  }

  private void note(StepEvent event) {
    deployments
        .assigned(event.flow(), event.step())
        .map(assignment -> assignment.connection())
        .flatMap((ConnectionName name) -> connections.find(event.organization(), name))
        // What was said before its fields changed says nothing about the new ones.
        .filter(connection -> event.endedAt().isAfter(connection.changedAt()))
        .ifPresent(connection -> mark(connection, event));
  }

  private void mark(Connection connection, StepEvent event) {
    var reason = event.errorMessage();
    var state =
        event.outcome() == StepEvent.Outcome.EMITTED
            ? connection.state().worked(event.endedAt())
            : connection
                .state()
                .refused(event.endedAt(), reason == null ? "The target refused it." : reason);
    if (!state.equals(connection.state())) {
      connections.mark(connection.withState(state));
    }
  }
}
