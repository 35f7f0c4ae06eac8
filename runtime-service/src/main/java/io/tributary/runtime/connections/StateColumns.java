package io.tributary.runtime.connections;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import org.jspecify.annotations.Nullable;

/** A connection's state as three columns. */
record StateColumns(String word, @Nullable Timestamp since, @Nullable String reason) {
  static StateColumns of(ConnectionState state) {
    return switch (state) {
      case ConnectionState.Untested _ -> new StateColumns("untested", null, null);
      case ConnectionState.Working(var since) ->
          new StateColumns("working", Timestamp.from(since), null);
      case ConnectionState.Refused(var since, var reason) ->
          new StateColumns("refused", Timestamp.from(since), reason);
    };
  }

  static ConnectionState read(ResultSet row) throws SQLException {
    String word = row.getString("state");
    return switch (word) {
      case "untested" -> new ConnectionState.Untested();
      case "working" -> new ConnectionState.Working(row.getTimestamp("state_since").toInstant());
      case "refused" ->
          new ConnectionState.Refused(
              row.getTimestamp("state_since").toInstant(), row.getString("state_reason"));
      default -> throw new IllegalStateException("unknown connection state " + word);
    };
  }
}
