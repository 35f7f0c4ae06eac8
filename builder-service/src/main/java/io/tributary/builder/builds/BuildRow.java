package io.tributary.builder.builds;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.contracts.problems.Blame;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads one row of {@code builder.build}. */
final class BuildRow {
  private BuildRow() {}

  static Build read(ResultSet row, int number) throws SQLException {
    return new Build(
        new BuildId(row.getLong("id")),
        new BuildOrder(
            new OrganizationName(row.getString("organization")),
            VersionRef.parse(row.getString("version")),
            new CommitId(row.getString("commit_id")),
            row.getString("reference"),
            row.getString("manifest"),
            instant(row, "requested_at")),
        state(row));
  }

  private static BuildState state(ResultSet row) throws SQLException {
    var since = instant(row, "since");
    return switch (row.getString("state")) {
      case "queued" -> new BuildState.Queued(since);
      case "running" ->
          new BuildState.Running(
              new WorkerId(row.getString("worker")), since, row.getInt("attempt"));
      case "succeeded" ->
          new BuildState.Succeeded(
              new ImageDigest(row.getString("image")),
              row.getLong("bytes"),
              row.getLong("bytes_beside"),
              row.getString("base"),
              since);
      case "failed" ->
          new BuildState.Failed(
              new BuildFailure(
                  row.getString("failure_stage"),
                  row.getString("failure_code"),
                  row.getString("failure_message"),
                  Blame.valueOf(row.getString("failure_blame"))),
              since);
      case "cancelled" -> new BuildState.Cancelled(row.getString("cancelled_by"), since);
      case String other -> throw new IllegalStateException("Unknown state of a build: " + other);
    };
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
