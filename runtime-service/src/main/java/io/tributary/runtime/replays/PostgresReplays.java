package io.tributary.runtime.replays;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Statements;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.ledger.Ledger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Replays in PostgreSQL. */
@Component
final class PostgresReplays implements Replays {
  private final Database database;
  private final Ledger ledger;

  PostgresReplays(Database database, Ledger ledger) {
    this.database = database;
    this.ledger = ledger;
  }

  @Override
  public void add(Replay replay, List<ReplayMessage> messages) {
    database
        .of(replay.organization())
        .run(
            jdbc -> {
              jdbc.sql(
                      """
                      insert into runtime.replays (id, organization, flow, per_second, total, sent,
                        state, requested_by, requested_at, same_version)
                      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                      """)
                  .param(replay.id())
                  .param(replay.organization().value())
                  .param(replay.flow().map(FlowId::value).orElse(null))
                  .param(replay.perSecond())
                  .param(replay.total())
                  .param(replay.sent())
                  .param(word(replay.state()))
                  .param(replay.requestedBy())
                  .param(Timestamp.from(replay.requestedAt()))
                  .param(replay.sameVersion())
                  .update();
              addMessages(jdbc, replay.id(), messages);
            });
  }

  private void addMessages(Statements jdbc, String replay, List<ReplayMessage> messages) {
    jdbc.batchUpdate(
        """
        insert into runtime.replay_messages (replay, number, flow, step, topic, partition,
          topic_offset, input_partition, dead_letters, edited)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        IntStream.range(0, messages.size()).boxed().toList(),
        1_000,
        (statement, number) -> {
          var message = messages.get(number);
          statement.setString(1, replay);
          statement.setInt(2, number);
          statement.setString(3, message.flow().value());
          statement.setString(4, message.step().value());
          statement.setString(5, message.topic());
          statement.setInt(6, message.partition());
          statement.setLong(7, message.offset());
          statement.setInt(8, message.inputPartition());
          statement.setArray(
              9,
              statement
                  .getConnection()
                  .createArrayOf("text", message.deadLetters().toArray(String[]::new)));
          statement.setBytes(10, message.edited().orElse(null));
        });
  }

  @Override
  public Optional<Replay> find(OrganizationName organization, String id) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql("select * from runtime.replays where organization = ? and id = ?")
                    .param(organization.value())
                    .param(id)
                    .query(PostgresReplays::replay)
                    .optional());
  }

  @Override
  public List<Replay> newest(OrganizationName organization, int limit) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select * from runtime.replays where organization = ?
                        order by requested_at desc limit ?
                        """)
                    .param(organization.value())
                    .param(limit)
                    .query(PostgresReplays::replay)
                    .list());
  }

  @Override
  public List<Replay> running() {
    return database
        .across(Use.DEPLOYMENTS)
        .get(
            jdbc ->
                jdbc.sql(
                        "select * from runtime.replays where state = 'running' order by"
                            + " requested_at")
                    .query(PostgresReplays::replay)
                    .list());
  }

  @Override
  public List<Numbered> next(String replay, int limit) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        "select * from runtime.replay_messages where replay = ? order by number"
                            + " limit ?")
                    .param(replay)
                    .param(limit)
                    .query(PostgresReplays::message)
                    .list());
  }

  @Override
  public void sent(String replay, int number, Instant at) {
    database
        .here()
        .run(
            jdbc -> {
              jdbc.sql(
                      """
                      with gone as (delete from runtime.replay_messages
                        where replay = ? and number <= ? returning flow, step)
                      select flow, step, count(*) as messages from gone group by flow, step
                      """)
                  .param(replay)
                  .param(number)
                  .query(
                      row -> {
                        ledger.replayed(
                            new FlowId(row.getString("flow")),
                            new StepName(row.getString("step")),
                            row.getLong("messages"),
                            at);
                      });
              jdbc.sql(
                      """
                      update runtime.replays set sent = ?,
                        state = case when ? >= total and state = 'running' then 'done' else state end,
                        ended_at = case when ? >= total then coalesce(ended_at, ?) end
                      where id = ?
                      """)
                  .param(number + 1)
                  .param(number + 1)
                  .param(number + 1)
                  .param(Timestamp.from(at))
                  .param(replay)
                  .update();
            });
  }

  @Override
  public List<String> cancel(String replay, Instant at) {
    return database
        .here()
        .get(
            jdbc -> {
              jdbc.sql(
                      """
                      update runtime.replays set state = 'cancelled', ended_at = ?
                      where id = ? and state = 'running'
                      """)
                  .param(Timestamp.from(at))
                  .param(replay)
                  .update();
              return jdbc.sql(
                      """
                      with gone as (delete from runtime.replay_messages where replay = ?
                        returning dead_letters)
                      select unnest(dead_letters) from gone
                      """)
                  .param(replay)
                  .query(String.class)
                  .list();
            });
  }

  @Override
  public List<String> leaveOut(String replay, Set<Integer> numbers) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        with gone as (delete from runtime.replay_messages where replay = ? and number = any(?)
                          returning dead_letters)
                        select unnest(dead_letters) from gone
                        """)
                    .param(replay)
                    .param(numbers.toArray(Integer[]::new))
                    .query((row, number) -> row.getString(1))
                    .list());
  }

  private static String word(Replay.State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static Replay replay(ResultSet row, int number) throws SQLException {
    var ended = row.getTimestamp("ended_at");
    return new Replay(
        row.getString("id"),
        new OrganizationName(row.getString("organization")),
        Optional.ofNullable(row.getString("flow")).map(FlowId::new),
        row.getInt("per_second"),
        row.getBoolean("same_version"),
        row.getInt("total"),
        row.getInt("sent"),
        Replay.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("requested_by"),
        row.getTimestamp("requested_at").toInstant(),
        Optional.ofNullable(ended).map(Timestamp::toInstant));
  }

  private static Numbered message(ResultSet row, int number) throws SQLException {
    return new Numbered(
        row.getInt("number"),
        new ReplayMessage(
            new FlowId(row.getString("flow")),
            new StepName(row.getString("step")),
            row.getString("topic"),
            row.getInt("partition"),
            row.getLong("topic_offset"),
            row.getInt("input_partition"),
            Set.of((String[]) row.getArray("dead_letters").getArray()),
            Optional.ofNullable(row.getBytes("edited"))));
  }
}
