package io.tributary.runtime.executions;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.ConnectionState;
import io.tributary.runtime.connections.Connections;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.notices.Notice;
import io.tributary.runtime.notices.Notices;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Learns from what happened whether connections work or are refused. */
@Component
final class NoteConnection {
  private final Connections connections;
  private final Deployments deployments;
  private final Notices notices;

  NoteConnection(Connections connections, Deployments deployments, Notices notices) {
    this.notices = notices;
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
        .edition(event.flow(), event.step(), event.revision())
        .map(assignment -> assignment.connection())
        .flatMap((ConnectionName name) -> connections.find(event.organization(), name))
        // What was said before its fields changed says nothing about the new ones.
        .filter(connection -> event.endedAt().isAfter(connection.changedAt()))
        .ifPresent(connection -> mark(connection, event));
  }

  private void tell(Connection connection, StepEvent event, ConnectionState state) {
    var about = "connection " + connection.name();
    if (state instanceof ConnectionState.Refused(var since, var reason)) {
      notices.happened(
          new Notice(
              event.flow(),
              about,
              "Connection %s is refused".formatted(connection.name()),
              """
              The target refuses the connection "%s" of %s, so step %s waits. No message is lost:
              they go on by themselves once the connection works.

              %s

              Give it new credentials:  tributary connections add %s …
              """
                  .formatted(
                      connection.name(),
                      event.organization(),
                      event.step(),
                      reason,
                      connection.name()),
              since,
              1));
    } else {
      notices.over(event.flow(), about);
    }
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
      tell(connection, event, state);
    }
  }
}
