package io.tributary.runtime.deadletters;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.deployments.PostgresPresentFlows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Dead letters in PostgreSQL; their bodies stay at the broker. */
@Component
final class PostgresDeadLetters implements DeadLetters {
  private static final String SELECTED =
      """
      organization = :organization
        and (:flow::text is null or flow = :flow)
        and (:step::text is null or step = :step)
        and (:cause::text is null or cause = :cause)
        and (:state::text is null or state = :state)
        and (:any or id = any(:ids))
        and (:anyExecution or execution = any(:executions))
        and not (flow || '/' || step) = any(:except)
      """;

  private final Database database;

  PostgresDeadLetters(Database database) {
    this.database = database;
  }

  @Override
  public void record(List<DeadLetter> letters) {
    database
        .across(Use.EVENTS)
        .run(
            jdbc -> {
              var flows = letters.stream().map(DeadLetter::flow).toList();
              var present = PostgresPresentFlows.among(jdbc, flows);
              jdbc.batchUpdate(
                  """
                  insert into runtime.dead_letters (id, organization, flow, step, execution, message, kind,
                    error, error_message, cause, attempts, image, bytes, died_at, topic, partition,
                    topic_offset, input_partition, state, state_at)
                  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?)
                  on conflict (id) do nothing
                  """,
                  letters.stream().filter(letter -> present.contains(letter.flow())).toList(),
                  Math.max(1, letters.size()),
                  PostgresDeadLetters::fill);
            });
  }

  @Override
  public long count(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql("select count(*) from runtime.dead_letters where organization = ?")
                    .param(organization.value())
                    .query(Long.class)
                    .single());
  }

  @Override
  public List<DeadLetter> after(OrganizationName organization, String id, int limit) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select * from runtime.dead_letters where organization = ? and id > ?
                        order by id limit ?
                        """)
                    .param(organization.value())
                    .param(id)
                    .param(limit)
                    .query(PostgresDeadLetters::letter)
                    .list());
  }

  @Override
  public List<DeadLetter> newest(OrganizationName organization, Selection selection, int limit) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        "select * from runtime.dead_letters where "
                            + SELECTED
                            + " order by died_at desc, id limit :limit")
                    .params(parameters(organization, selection))
                    .param("limit", limit)
                    .query(PostgresDeadLetters::letter)
                    .list());
  }

  @Override
  public Optional<DeadLetter> find(OrganizationName organization, String id) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql("select * from runtime.dead_letters where organization = ? and id = ?")
                    .param(organization.value())
                    .param(id)
                    .query(PostgresDeadLetters::letter)
                    .optional());
  }

  @Override
  public Optional<String> oldestOpen(FlowId flow) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        "select min(execution) from runtime.dead_letters where flow = ? and state ="
                            + " 'open'")
                    .param(flow.value())
                    .query((row, number) -> Optional.ofNullable(row.getString(1)))
                    .single());
  }

  @Override
  public Map<At, Long> places(OrganizationName organization, Selection selection) {
    return database
        .of(organization)
        .get(
            jdbc -> {
              var places = new LinkedHashMap<At, Long>();
              jdbc.sql(
                      "select flow, step, count(*) as letters from runtime.dead_letters where "
                          + SELECTED
                          + " group by flow, step order by count(*) desc, flow, step")
                  .params(parameters(organization, selection))
                  .query(
                      row -> {
                        places.put(
                            new At(
                                new FlowId(row.getString("flow")),
                                new StepName(row.getString("step"))),
                            row.getLong("letters"));
                      });
              return places;
            });
  }

  @Override
  public List<Group> groups(OrganizationName organization, @Nullable FlowId flow) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select cause, flow, step, kind, error,
                          (array_agg(error_message order by died_at desc))[1] as error_message,
                          count(*) as count, min(died_at) as first, max(died_at) as last
                        from runtime.dead_letters
                        where organization = :organization and state = 'open'
                          and (:flow::text is null or flow = :flow)
                        group by cause, flow, step, kind, error
                        order by count(*) desc, max(died_at) desc limit 500
                        """)
                    .param("organization", organization.value())
                    .param("flow", flow == null ? null : flow.value())
                    .query(PostgresDeadLetters::group)
                    .list());
  }

  @Override
  public int edit(OrganizationName organization, String id, Optional<DeadLetter.Edit> edit) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        update runtime.dead_letters
                        set edited = ?, edited_seen = ?, edited_at = ?, edited_by = ?
                        where organization = ? and id = ? and state = 'open'
                        """)
                    .param(edit.map(DeadLetter.Edit::body).orElse(null))
                    .param(edit.flatMap(DeadLetter.Edit::hidden).orElse(null))
                    .param(edit.map(DeadLetter.Edit::at).map(Timestamp::from).orElse(null))
                    .param(edit.map(DeadLetter.Edit::by).orElse(null))
                    .param(organization.value())
                    .param(id)
                    .update());
  }

  @Override
  public List<DeadLetter> move(
      OrganizationName organization, Selection selection, DeadLetterState state, int limit) {
    return database
        .of(organization)
        .get(
            jdbc -> {
              var parameters = parameters(organization, selection.open());
              parameters.put("limit", limit);
              parameters.put("to", state.word());
              parameters.put("at", Timestamp.from(state.since()));
              parameters.put(
                  "by",
                  switch (state) {
                    case DeadLetterState.Open _ -> null;
                    case DeadLetterState.Replayed replayed -> replayed.by();
                    case DeadLetterState.Dismissed dismissed -> dismissed.by();
                  });
              parameters.put(
                  "reason",
                  state instanceof DeadLetterState.Dismissed dismissed ? dismissed.reason() : null);
              parameters.put(
                  "replay",
                  state instanceof DeadLetterState.Replayed replayed ? replayed.replay() : null);
              return jdbc
                  .sql(
                      """
                      with chosen as (
                        select id from runtime.dead_letters where
                      """
                          + SELECTED
                          + """
                            order by died_at, id limit :limit for update
                          )
                          update runtime.dead_letters letters
                          set state = :to, state_at = :at, state_by = :by, reason = :reason, replay = :replay
                          from chosen where letters.id = chosen.id
                          returning letters.*
                          """)
                  .params(parameters)
                  .query(PostgresDeadLetters::letter)
                  .list()
                  .stream()
                  .sorted(
                      java.util.Comparator.comparing(DeadLetter::diedAt)
                          .thenComparingLong(DeadLetter::offset))
                  .toList();
            });
  }

  @Override
  public int reopen(OrganizationName organization, Set<String> ids, Instant at) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        update runtime.dead_letters
                        set state = 'open', state_at = ?, state_by = null, reason = null,
                          replay = null
                        where organization = ? and id = any(?) and state <> 'open'
                        """)
                    .param(Timestamp.from(at))
                    .param(organization.value())
                    .param(ids.toArray(String[]::new))
                    .update());
  }

  private static Map<String, @Nullable Object> parameters(
      OrganizationName organization, Selection selection) {
    var flow = selection.flow();
    var step = selection.step();
    Map<String, @Nullable Object> parameters = new HashMap<>();
    parameters.put("organization", organization.value());
    parameters.put("flow", flow == null ? null : flow.value());
    parameters.put("step", step == null ? null : step.value());
    parameters.put("cause", selection.cause());
    parameters.put("state", selection.state());
    parameters.put("any", selection.ids().isEmpty());
    parameters.put("anyExecution", selection.executions().isEmpty());
    parameters.put("executions", selection.executions().toArray(String[]::new));
    parameters.put("ids", selection.ids().toArray(String[]::new));
    parameters.put(
        "except",
        selection.except().stream()
            .map(place -> place.flow() + "/" + place.step())
            .toArray(String[]::new));
    return parameters;
  }

  private static void fill(PreparedStatement statement, DeadLetter letter) throws SQLException {
    statement.setString(1, letter.id());
    statement.setString(2, letter.organization().value());
    statement.setString(3, letter.flow().value());
    statement.setString(4, letter.step().value());
    statement.setString(5, letter.execution());
    statement.setString(6, letter.message());
    statement.setString(7, letter.kind());
    statement.setString(8, letter.error());
    statement.setString(9, letter.errorMessage());
    statement.setString(10, letter.cause());
    statement.setInt(11, letter.attempts());
    statement.setString(12, letter.image());
    statement.setInt(13, letter.bytes());
    statement.setTimestamp(14, Timestamp.from(letter.diedAt()));
    statement.setString(15, letter.topic());
    statement.setInt(16, letter.partition());
    statement.setLong(17, letter.offset());
    statement.setInt(18, letter.inputPartition());
    statement.setTimestamp(19, Timestamp.from(letter.state().since()));
  }

  private static Group group(ResultSet row, int number) throws SQLException {
    return new Group(
        row.getString("cause"),
        new FlowId(row.getString("flow")),
        new StepName(row.getString("step")),
        row.getString("kind"),
        row.getString("error"),
        row.getString("error_message"),
        row.getLong("count"),
        row.getTimestamp("first").toInstant(),
        row.getTimestamp("last").toInstant());
  }

  private static DeadLetter letter(ResultSet row, int number) throws SQLException {
    byte[] edited = row.getBytes("edited");
    return new DeadLetter(
        row.getString("id"),
        new OrganizationName(row.getString("organization")),
        new FlowId(row.getString("flow")),
        new StepName(row.getString("step")),
        row.getString("execution"),
        row.getString("message"),
        row.getString("kind"),
        row.getString("error"),
        row.getString("error_message"),
        row.getString("cause"),
        row.getInt("attempts"),
        row.getString("image"),
        row.getInt("bytes"),
        row.getTimestamp("died_at").toInstant(),
        row.getString("topic"),
        row.getInt("partition"),
        row.getLong("topic_offset"),
        row.getInt("input_partition"),
        state(row),
        edited == null
            ? Optional.empty()
            : Optional.of(
                new DeadLetter.Edit(
                    edited,
                    Optional.ofNullable(row.getBytes("edited_seen")),
                    row.getTimestamp("edited_at").toInstant(),
                    text(row, "edited_by"))));
  }

  private static DeadLetterState state(ResultSet row) throws SQLException {
    var since = row.getTimestamp("state_at").toInstant();
    return switch (row.getString("state")) {
      case "replayed" ->
          new DeadLetterState.Replayed(since, text(row, "state_by"), text(row, "replay"));
      case "dismissed" ->
          new DeadLetterState.Dismissed(since, text(row, "state_by"), text(row, "reason"));
      default -> new DeadLetterState.Open(since);
    };
  }

  private static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNullElse(row.getString(column), "");
  }
}
