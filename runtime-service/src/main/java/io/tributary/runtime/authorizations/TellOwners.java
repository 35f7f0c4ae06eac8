package io.tributary.runtime.authorizations;

import io.tributary.contracts.names.FlowId;
import io.tributary.runtime.connections.Connection;
import io.tributary.runtime.connections.ConnectionState;
import io.tributary.runtime.connections.ConnectionUses;
import io.tributary.runtime.connections.Connections;
import io.tributary.runtime.deployments.Deployments;
import io.tributary.runtime.notices.Notice;
import io.tributary.runtime.notices.Notices;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Lets the people of a connection's flows know that somebody has to consent again. */
@Component
final class TellOwners {
  private final Connections connections;
  private final ConnectionUses uses;
  private final Deployments deployments;
  private final Notices notices;
  private final Clock clock;

  TellOwners(
      Connections connections,
      ConnectionUses uses,
      Deployments deployments,
      Notices notices,
      Clock clock) {
    this.connections = connections;
    this.uses = uses;
    this.deployments = deployments;
    this.notices = notices;
    this.clock = clock;
  }

  /** Once: a connection that is known to be refused already was told of. */
  void hasEnded(Connection connection, String reason) {
    var now = clock.instant();
    var state = connection.state().refused(now, reason);
    if (state.equals(connection.state())) {
      return;
    }
    connections.mark(connection.withState(state));
    uses.flowsUsing(connection.organization(), connection.name()).stream()
        .flatMap(flow -> deployments.find(connection.organization(), flow).stream())
        .forEach(flow -> notices.happened(notice(connection, flow.flow(), reason, now)));
  }

  /** Of a refused one nothing is known any more; the next message tells. */
  void worksAgain(Connection connection) {
    if (connection.state() instanceof ConnectionState.Refused) {
      connections.mark(connection.withState(connection.state().renewed()));
    }
  }

  private static Notice notice(Connection connection, FlowId flow, String reason, Instant since) {
    return new Notice(
        flow,
        "connection " + connection.name(),
        "Connection %s must be authorized again".formatted(connection.name()),
        """
        The connection "%s" of %s has no token any more, so its steps wait. No message is lost: they
        go on by themselves once somebody has consented again.

        %s

        Authorize it:  tributary connections authorize %s
        """
            .formatted(connection.name(), connection.organization(), reason, connection.name()),
        since,
        1);
  }
}
