package io.tributary.runtime.deployments;

import io.tributary.runtime.deployments.DeploymentState.Failed;
import io.tributary.runtime.deployments.DeploymentState.Paused;
import io.tributary.runtime.deployments.DeploymentState.Planned;
import io.tributary.runtime.deployments.DeploymentState.Running;
import io.tributary.runtime.deployments.DeploymentState.Starting;
import io.tributary.runtime.deployments.DeploymentState.Stopped;
import io.tributary.runtime.deployments.DeploymentState.Stopping;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/** A deployment's state as three columns; the words are the API's too. */
record StateColumns(String word, Timestamp since, @Nullable String reason) {
  static StateColumns of(DeploymentState state) {
    String word =
        switch (state) {
          case Planned _ -> "planned";
          case Starting _ -> "starting";
          case Running _ -> "running";
          case Paused _ -> "paused";
          case Stopping _ -> "stopping";
          case Stopped _ -> "stopped";
          case Failed _ -> "failed";
        };
    String reason = state instanceof Failed failed ? failed.reason() : null;
    return new StateColumns(word, Timestamp.from(state.since()), reason);
  }

  static DeploymentState read(ResultSet row) throws SQLException {
    var since = row.getTimestamp("state_since").toInstant();
    String word = row.getString("state");
    return switch (word) {
      case "planned" -> new Planned(since);
      case "starting" -> new Starting(since);
      case "running" -> new Running(since);
      case "paused" -> new Paused(since);
      case "stopping" -> new Stopping(since);
      case "stopped" -> new Stopped(since);
      case "failed" -> new Failed(since, row.getString("state_reason"));
      default -> throw new IllegalStateException("unknown deployment state " + word);
    };
  }
}
