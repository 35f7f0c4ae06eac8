package io.tributary.runtime.schedules;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Schedules in PostgreSQL, whose clock is the only one that counts. */
@Component
final class PostgresSchedules implements Schedules, DueSchedules {
  private final Database database;

  PostgresSchedules(Database database) {
    this.database = database;
  }

  @Override
  public void open(FlowId flow, StepName step, int revision, Timing timing) {
    database
        .here()
        .run(
            jdbc -> {
              var now = jdbc.sql("select now()").query(Timestamp.class).single().toInstant();
              var earlier =
                  jdbc.sql("select * from runtime.schedules where flow = ? and step = ? for update")
                      .param(flow.value())
                      .param(step.value())
                      .query(PostgresSchedules::schedule)
                      .optional();
              if (earlier.isEmpty()) {
                close(flow);
              }
              save(
                  jdbc,
                  earlier
                      .map(schedule -> schedule.goesOn(revision, timing, now))
                      .orElseGet(() -> Schedule.begun(flow, step, revision, timing, now)));
            });
  }

  @Override
  public void close(FlowId flow) {
    database
        .here()
        .run(
            jdbc ->
                jdbc.sql("delete from runtime.schedules where flow = ?")
                    .param(flow.value())
                    .update());
  }

  @Override
  public Optional<Schedule> ofFlow(FlowId flow) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql("select * from runtime.schedules where flow = ?")
                    .param(flow.value())
                    .query(PostgresSchedules::schedule)
                    .optional());
  }

  @Override
  public void ask(FlowId flow) {
    database
        .here()
        .run(
            jdbc ->
                jdbc.sql(
                        "update runtime.schedules set asked_at = coalesce(asked_at, now()) where"
                            + " flow = ?")
                    .param(flow.value())
                    .update());
  }

  @Override
  public List<Due> take(int most) {
    return database
        .here()
        .get(
            jdbc -> {
              // A process that is stopped with rows in hand must not keep them for ever.
              jdbc.sql("set local idle_in_transaction_session_timeout = '60s'").update();
              return jdbc.sql(
                      """
                      select schedules.*, flows.organization, now() as database_time
                      from runtime.schedules join runtime.flows on flows.id = schedules.flow
                      where least(schedules.next_at, schedules.asked_at) <= now()
                        and schedules.look_at <= now()
                        and flows.state <> 'paused'
                      order by schedules.look_at limit ?
                      for update of schedules skip locked
                      """)
                  .param(most)
                  .query(
                      (row, number) ->
                          new Due(
                              schedule(row, number),
                              new OrganizationName(row.getString("organization")),
                              row.getTimestamp("database_time").toInstant()))
                  .list();
            });
  }

  @Override
  public void made(Due due) {
    database.here().run(jdbc -> save(jdbc, due.schedule().made(due.tick(), due.now())));
  }

  @Override
  public void held(Due due, Obstacle obstacle, Duration pause) {
    database
        .here()
        .run(
            jdbc ->
                jdbc.sql("update runtime.schedules set held = ?, look_at = ? where flow = ?")
                    .param(obstacle.word())
                    .param(Timestamp.from(due.now().plus(pause)))
                    .param(due.schedule().flow().value())
                    .update());
  }

  private void save(Statements jdbc, Schedule schedule) {
    jdbc.sql(
            """
            insert into runtime.schedules
              (flow, step, revision, timing, next_at, asked_at, last_at)
            values (?, ?, ?, ?, ?, ?, ?)
            on conflict (flow) do update set
              step = excluded.step, revision = excluded.revision, timing = excluded.timing,
              next_at = excluded.next_at, asked_at = excluded.asked_at,
              last_at = excluded.last_at, look_at = now(), held = null
            """)
        .param(schedule.flow().value())
        .param(schedule.step().value())
        .param(schedule.revision())
        .param(schedule.timing().text())
        .param(Timestamp.from(schedule.next()))
        .param(schedule.asked().map(Timestamp::from).orElse(null))
        .param(schedule.last().map(Timestamp::from).orElse(null))
        .update();
  }

  private static Schedule schedule(ResultSet row, int number) throws SQLException {
    return new Schedule(
        new FlowId(row.getString("flow")),
        new StepName(row.getString("step")),
        row.getInt("revision"),
        Timing.parse(row.getString("timing")),
        row.getTimestamp("next_at").toInstant(),
        instant(row.getTimestamp("asked_at")),
        instant(row.getTimestamp("last_at")),
        Optional.ofNullable(row.getString("held")).map(Obstacle::ofWord));
  }

  private static Optional<Instant> instant(@Nullable Timestamp timestamp) {
    return Optional.ofNullable(timestamp).map(Timestamp::toInstant);
  }
}
