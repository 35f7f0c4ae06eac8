package io.tributary.runtime.executions;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Statements;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.deployments.PostgresPresentFlows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The view in PostgreSQL: a batch of events is one transaction of two statements. */
@Component
final class PostgresExecutions implements Executions {
  private static final String UPSERT_RUN =
      """
      insert into runtime.step_runs (execution, message, step, parent, outcome, attempt, outputs,
        fans_out, started_at, ended_at, next_attempt_at, error_kind, error_message, worker, topic,
        partition, topic_offset)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      on conflict (execution, message, step) do update set
        outcome = excluded.outcome, attempt = excluded.attempt, outputs = excluded.outputs,
        fans_out = excluded.fans_out, ended_at = excluded.ended_at,
        started_at = least(step_runs.started_at, excluded.started_at),
        next_attempt_at = excluded.next_attempt_at, error_kind = excluded.error_kind,
        error_message = excluded.error_message, worker = excluded.worker
      where (step_runs.outcome not in ('emitted', 'dead', 'discarded')
          and (excluded.outcome in ('emitted', 'dead', 'discarded') or excluded.attempt >= step_runs.attempt))
        -- A replay begins after the end that stands here.
        or (step_runs.outcome in ('emitted', 'dead', 'discarded') and excluded.started_at > step_runs.ended_at)
      """;
  // One message entered; each that ended well is expected at every step after it.
  private static final String REFRESH =
      """
      insert into runtime.executions
        (execution, organization, flow, revision, started_at, last_at, status)
      select runs.execution, ?, ?, ?, runs.first, runs.last,
        case
          when runs.waiting > 0 then 'waiting'
          when runs.ended < 1 + runs.expected then 'running'
          when runs.dead > 0 then 'failed'
          else 'succeeded'
        end
      from (
        select execution, min(started_at) as first, max(ended_at) as last,
          count(*) filter (where outcome in ('emitted', 'dead', 'discarded')) as ended,
          -- What a step catches is no failure of the whole.
          count(*) filter (where outcome = 'discarded' or (outcome = 'dead' and fans_out = 0))
            as dead,
          count(*) filter (where outcome in ('retrying', 'connection_refused')) as waiting,
          coalesce(sum(fans_out) filter (where outcome in ('emitted', 'dead', 'discarded')), 0) as expected
        from runtime.step_runs where execution = ? group by execution
      ) runs
      on conflict (execution) do update set
        started_at = excluded.started_at, last_at = excluded.last_at, status = excluded.status
      """;

  private final Database database;

  PostgresExecutions(Database database) {
    this.database = database;
  }

  @Override
  public void record(List<PlacedEvent> events) {
    database
        .across(Use.EVENTS)
        .run(
            jdbc -> {
              var flows = events.stream().map(placed -> placed.event().flow()).toList();
              var present = PostgresPresentFlows.among(jdbc, flows);
              record(
                  jdbc,
                  events.stream()
                      .filter(placed -> present.contains(placed.event().flow()))
                      .toList());
            });
  }

  private static void record(Statements jdbc, List<PlacedEvent> events) {
    // In the order of executions, so that two batches at once cannot hold each other up for ever.
    var executions =
        events.stream()
            .map(PlacedEvent::event)
            .collect(
                Collectors.toMap(
                    StepEvent::execution, event -> event, (one, other) -> one, TreeMap::new))
            .values();
    jdbc.batchUpdate(UPSERT_RUN, events, Math.max(1, events.size()), PostgresExecutions::fill);
    jdbc.batchUpdate(
        REFRESH,
        executions,
        Math.max(1, executions.size()),
        (statement, event) -> {
          statement.setString(1, event.organization().value());
          statement.setString(2, event.flow().value());
          statement.setInt(3, event.revision());
          statement.setString(4, event.execution());
        });
  }

  @Override
  public List<Execution> newest(OrganizationName organization, Question question) {
    return database
        .of(organization)
        .get(
            jdbc -> {
              var flow = question.flow();
              var status = question.status();
              return jdbc.sql(
                      """
                      select execution, organization, flow, revision, status, started_at, last_at
                      from runtime.executions
                      where organization = :organization
                        and (:flow::text is null or flow = :flow)
                        and (:status::text is null or status = :status)
                        and (:since::timestamptz is null or started_at >= :since)
                        and (:until::timestamptz is null or started_at < :until)
                        and (:text::text is null or execution = :text or execution in (
                          select runs.execution from runtime.step_runs runs
                          where runs.message = :text or position(:text in runs.error_message) > 0))
                      order by started_at desc limit :limit
                      """)
                  .param("organization", organization.value())
                  .param("flow", flow == null ? null : flow.value())
                  .param("status", status == null ? null : status.word())
                  .param("since", orNull(question.since()))
                  .param("until", orNull(question.until()))
                  .param("text", question.text())
                  .param("limit", question.limit())
                  .query(PostgresExecutions::execution)
                  .list();
            });
  }

  @Override
  public Optional<Execution> find(OrganizationName organization, String execution) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select execution, organization, flow, revision, status, started_at, last_at
                        from runtime.executions where organization = ? and execution = ?
                        """)
                    .param(organization.value())
                    .param(execution)
                    .query(PostgresExecutions::execution)
                    .optional());
  }

  @Override
  public List<StepRun> path(String execution) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select * from runtime.step_runs where execution = ?
                        order by started_at, ended_at, step
                        """)
                    .param(execution)
                    .query(PostgresExecutions::run)
                    .list());
  }

  @Override
  public Optional<StepRun> run(String execution, String message, StepName step) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        "select * from runtime.step_runs where execution = ? and message = ? and"
                            + " step = ?")
                    .param(execution)
                    .param(message)
                    .param(step.value())
                    .query(PostgresExecutions::run)
                    .optional());
  }

  @Override
  public List<StepRun> runsOf(
      OrganizationName organization, FlowId flow, StepName step, Span span, int limit) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select runs.* from runtime.step_runs runs
                          join runtime.executions executions using (execution)
                        where executions.organization = :organization and executions.flow = :flow
                          and runs.step = :step
                          and executions.started_at >= :since and executions.started_at < :until
                          and (:status::text is null or executions.status = :status)
                          and (:any or runs.execution = any(:executions))
                        order by runs.started_at, runs.message limit :limit
                        """)
                    .param("organization", organization.value())
                    .param("flow", flow.value())
                    .param("step", step.value())
                    .param("since", Timestamp.from(span.since()))
                    .param("until", Timestamp.from(span.until()))
                    .param("status", span.status())
                    .param("any", span.executions().isEmpty())
                    .param("executions", span.executions().toArray(String[]::new))
                    .param("limit", limit)
                    .query(PostgresExecutions::run)
                    .list());
  }

  @Override
  public Optional<String> oldestHeardOf(FlowId flow, Instant since) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select min(execution) from runtime.executions
                        where flow = ? and (status in ('running', 'waiting') or last_at >= ?)
                        """)
                    .param(flow.value())
                    .param(Timestamp.from(since))
                    .query((row, number) -> Optional.ofNullable(row.getString(1)))
                    .single());
  }

  @Override
  public int forgetBefore(Instant oldest) {
    return database
        .across(Use.RETENTION)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        with old as (
                          delete from runtime.executions where execution in (
                            select execution from runtime.executions where last_at < ? limit 2000)
                          returning execution
                        ), runs as (
                          delete from runtime.step_runs where execution in (select execution from old)
                        )
                        select count(*) from old
                        """)
                    .param(Timestamp.from(oldest))
                    .query(Integer.class)
                    .single());
  }

  private static void fill(PreparedStatement statement, PlacedEvent placed) throws SQLException {
    var event = placed.event();
    statement.setString(1, event.execution());
    statement.setString(2, event.message());
    statement.setString(3, event.step().value());
    statement.setString(4, event.parent());
    statement.setString(5, event.outcome().name().toLowerCase(Locale.ROOT));
    statement.setInt(6, event.attempt());
    statement.setInt(7, event.outputs());
    // What was given up goes as one message to each step that catches it.
    int given = event.outcome() == StepEvent.Outcome.DEAD ? 1 : event.outputs();
    statement.setInt(8, given * placed.stepsAfter());
    statement.setTimestamp(9, Timestamp.from(event.startedAt()));
    statement.setTimestamp(10, Timestamp.from(event.endedAt()));
    statement.setTimestamp(11, orNull(event.nextAttemptAt()));
    statement.setString(12, event.errorKind());
    statement.setString(13, event.errorMessage());
    statement.setString(14, event.worker());
    statement.setString(15, event.topic());
    statement.setInt(16, event.partition());
    statement.setLong(17, event.offset());
  }

  private static Execution execution(ResultSet row, int number) throws SQLException {
    return new Execution(
        row.getString("execution"),
        new OrganizationName(row.getString("organization")),
        new FlowId(row.getString("flow")),
        row.getInt("revision"),
        ExecutionStatus.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        row.getTimestamp("started_at").toInstant(),
        row.getTimestamp("last_at").toInstant());
  }

  private static StepRun run(ResultSet row, int number) throws SQLException {
    var next = row.getTimestamp("next_attempt_at");
    return new StepRun(
        row.getString("execution"),
        new StepName(row.getString("step")),
        row.getString("message"),
        row.getString("parent"),
        StepEvent.Outcome.valueOf(row.getString("outcome").toUpperCase(Locale.ROOT)),
        row.getInt("attempt"),
        row.getInt("outputs"),
        row.getTimestamp("started_at").toInstant(),
        row.getTimestamp("ended_at").toInstant(),
        next == null ? null : next.toInstant(),
        row.getString("error_kind"),
        row.getString("error_message"),
        row.getString("worker"),
        row.getString("topic"),
        row.getInt("partition"),
        row.getLong("topic_offset"));
  }

  private static @Nullable Timestamp orNull(@Nullable Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
