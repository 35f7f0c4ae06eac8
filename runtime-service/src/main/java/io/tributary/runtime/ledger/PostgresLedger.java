package io.tributary.runtime.ledger;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Statements;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.deployments.PostgresPresentFlows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Counts in PostgreSQL, in one transaction with how far the events were counted. */
@Component
final class PostgresLedger implements Ledger {
  private final Database database;

  PostgresLedger(Database database) {
    this.database = database;
  }

  private record Place(FlowId flow, StepName step, Instant minute, int revision)
      implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      return toString().compareTo(other.toString());
    }
  }

  /** Mutable sums of one place. */
  private static final class Sums {
    private long emittedFor;
    private long filtered;
    private long failed;
    private long discarded;
    private long outputs;
    private long retries;

    void add(StepEvent event) {
      switch (event.outcome()) {
        case EMITTED -> {
          outputs += event.outputs();
          if (event.outputs() == 0) {
            filtered++;
          } else {
            emittedFor++;
          }
        }
        case DEAD -> failed++;
        case DISCARDED -> discarded++;
        case RETRYING -> retries++;
        case CONNECTION_REFUSED -> {
          // The message waits; it is not an attempt that counts.
        }
      }
    }
  }

  @Override
  public void count(List<Placed> events) {
    database
        .across(Use.EVENTS)
        .run(
            jdbc -> {
              var positions = positions(jdbc);
              var reached = new HashMap<>(positions);
              // In one order, so that two batches at once cannot hold each other up for ever.
              var sums = new TreeMap<Place, Sums>();
              for (var placed : events) {
                if (placed.offset() < positions.getOrDefault(placed.partition(), 0L)) {
                  continue;
                }
                reached.merge(placed.partition(), placed.offset() + 1, Math::max);
                var event = placed.event();
                var minute = event.endedAt().truncatedTo(ChronoUnit.MINUTES);
                var place = new Place(event.flow(), event.step(), minute, event.revision());
                sums.computeIfAbsent(place, _ -> new Sums()).add(event);
              }
              var flows = sums.keySet().stream().map(Place::flow).toList();
              var present = PostgresPresentFlows.among(jdbc, flows);
              sums.keySet().removeIf(place -> !present.contains(place.flow()));
              add(jdbc, sums);
              keep(jdbc, reached);
            });
  }

  @Override
  public void replayed(FlowId flow, StepName step, long messages, Instant at) {
    database
        .here()
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        insert into runtime.ledger (flow, step, minute, emitted_for, filtered, failed, outputs,
                          retries, replayed)
                        values (?, ?, ?, 0, 0, 0, 0, 0, ?)
                        on conflict (flow, step, minute, revision) do update set
                          replayed = ledger.replayed + excluded.replayed
                        """)
                    .param(flow.value())
                    .param(step.value())
                    .param(Timestamp.from(at.truncatedTo(ChronoUnit.MINUTES)))
                    .param(messages)
                    .update());
  }

  private Map<Integer, Long> positions(Statements jdbc) {
    var positions = new HashMap<Integer, Long>();
    jdbc.sql("select partition, next_offset from runtime.ledger_positions for update")
        .query(
            row -> {
              positions.put(row.getInt("partition"), row.getLong("next_offset"));
            });
    return positions;
  }

  private void add(Statements jdbc, Map<Place, Sums> sums) {
    jdbc.batchUpdate(
        """
        insert into runtime.ledger
          (flow, step, minute, emitted_for, filtered, failed, outputs, retries, revision, discarded)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (flow, step, minute, revision) do update set
          emitted_for = ledger.emitted_for + excluded.emitted_for,
          filtered = ledger.filtered + excluded.filtered,
          failed = ledger.failed + excluded.failed,
          outputs = ledger.outputs + excluded.outputs,
          retries = ledger.retries + excluded.retries,
          discarded = ledger.discarded + excluded.discarded
        """,
        sums.entrySet(),
        Math.max(1, sums.size()),
        (statement, entry) -> {
          statement.setString(1, entry.getKey().flow().value());
          statement.setString(2, entry.getKey().step().value());
          statement.setTimestamp(3, Timestamp.from(entry.getKey().minute()));
          statement.setLong(4, entry.getValue().emittedFor);
          statement.setLong(5, entry.getValue().filtered);
          statement.setLong(6, entry.getValue().failed);
          statement.setLong(7, entry.getValue().outputs);
          statement.setLong(8, entry.getValue().retries);
          statement.setInt(9, entry.getKey().revision());
          statement.setLong(10, entry.getValue().discarded);
        });
  }

  private void keep(Statements jdbc, Map<Integer, Long> positions) {
    positions.forEach(
        (partition, next) ->
            jdbc.sql(
                    """
                    insert into runtime.ledger_positions (partition, next_offset) values (?, ?)
                    on conflict (partition) do update set next_offset = excluded.next_offset
                    """)
                .param(partition)
                .param(next)
                .update());
  }

  @Override
  public List<LedgerEntry> sums(FlowId flow, Instant since, Instant until) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select step, revision, sum(emitted_for) as emitted_for, sum(filtered) as filtered,
                          sum(failed) as failed, sum(discarded) as discarded, sum(outputs) as outputs,
                          sum(retries) as retries, sum(replayed) as replayed
                        from runtime.ledger where flow = ? and minute >= ? and minute < ?
                        group by step, revision
                        """)
                    .param(flow.value())
                    .param(Timestamp.from(since.truncatedTo(ChronoUnit.MINUTES)))
                    .param(Timestamp.from(until))
                    .query(PostgresLedger::entry)
                    .list());
  }

  @Override
  public List<Minute> minutes(FlowId flow, Instant since, Instant until) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select minute, step, 0 as revision, sum(emitted_for) as emitted_for,
                          sum(filtered) as filtered, sum(failed) as failed, sum(discarded) as discarded,
                          sum(outputs) as outputs, sum(retries) as retries, sum(replayed) as replayed
                        from runtime.ledger where flow = ? and minute >= ? and minute < ?
                        group by minute, step order by minute, step
                        """)
                    .param(flow.value())
                    .param(Timestamp.from(since.truncatedTo(ChronoUnit.MINUTES)))
                    .param(Timestamp.from(until))
                    .query(
                        (row, number) ->
                            new Minute(row.getTimestamp("minute").toInstant(), entry(row, number)))
                    .list());
  }

  @Override
  public int fold(Instant before) {
    return database
        .across(Use.RETENTION)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        with old as (
                          delete from runtime.ledger
                          where minute < :before and minute <> date_trunc('day', minute, 'UTC')
                          returning *
                        ), days as (
                          insert into runtime.ledger
                            (flow, step, minute, emitted_for, filtered, failed, outputs, retries,
                             replayed, discarded, revision)
                          select flow, step, date_trunc('day', minute, 'UTC'), sum(emitted_for),
                            sum(filtered), sum(failed), sum(outputs), sum(retries), sum(replayed),
                            sum(discarded), revision
                          from old group by 1, 2, 3, revision
                          on conflict (flow, step, minute, revision) do update set
                            emitted_for = ledger.emitted_for + excluded.emitted_for,
                            filtered = ledger.filtered + excluded.filtered,
                            failed = ledger.failed + excluded.failed,
                            outputs = ledger.outputs + excluded.outputs,
                            retries = ledger.retries + excluded.retries,
                            replayed = ledger.replayed + excluded.replayed,
                            discarded = ledger.discarded + excluded.discarded
                        )
                        select count(*) from old
                        """)
                    .param("before", Timestamp.from(before.truncatedTo(ChronoUnit.DAYS)))
                    .query(Integer.class)
                    .single());
  }

  private static LedgerEntry entry(ResultSet row, int number) throws SQLException {
    return new LedgerEntry(
        new StepName(row.getString("step")),
        row.getInt("revision"),
        row.getLong("emitted_for"),
        row.getLong("filtered"),
        row.getLong("failed"),
        row.getLong("discarded"),
        row.getLong("outputs"),
        row.getLong("retries"),
        row.getLong("replayed"));
  }
}
