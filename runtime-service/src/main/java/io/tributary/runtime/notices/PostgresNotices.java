package io.tributary.runtime.notices;

import io.tributary.contracts.names.FlowId;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.deployments.PostgresPresentFlows;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Notices in PostgreSQL. */
@Component
final class PostgresNotices implements Notices {
  private final Database database;

  PostgresNotices(Database database) {
    this.database = database;
  }

  @Override
  public void happened(Notice notice) {
    database
        .here()
        .run(
            jdbc -> {
              if (PostgresPresentFlows.among(jdbc, List.of(notice.flow())).isEmpty()) {
                return;
              }
              jdbc.sql(
                      """
                      insert into runtime.notices (flow, about, subject, text, since, count, not_before)
                      values (?, ?, ?, ?, ?, ?, ?)
                      on conflict (flow, about) do update set
                        subject = excluded.subject, text = excluded.text,
                        count = notices.count + excluded.count,
                        reached = case when notices.told_at < excluded.since - interval '1 day'
                          then '{}' else notices.reached end,
                        told_at = case when notices.told_at < excluded.since - interval '1 day'
                          then null else notices.told_at end
                      """)
                  .param(notice.flow().value())
                  .param(notice.about())
                  .param(notice.subject())
                  .param(notice.text())
                  .param(Timestamp.from(notice.since()))
                  .param(notice.count())
                  .param(Timestamp.from(notice.since()))
                  .update();
            });
  }

  @Override
  public void over(FlowId flow, String about) {
    database
        .here()
        .run(
            jdbc ->
                jdbc.sql("delete from runtime.notices where flow = ? and about = ?")
                    .param(flow.value())
                    .param(about)
                    .update());
  }

  @Override
  public List<Notice> untold(Instant now, int limit) {
    return database
        .across(Use.NOTICES)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select * from runtime.notices where told_at is null and not_before <= ?
                        order by since limit ?
                        """)
                    .param(Timestamp.from(now))
                    .param(limit)
                    .query(
                        (row, number) ->
                            new Notice(
                                new FlowId(row.getString("flow")),
                                row.getString("about"),
                                row.getString("subject"),
                                row.getString("text"),
                                row.getTimestamp("since").toInstant(),
                                row.getLong("count"),
                                Set.of((String[]) row.getArray("reached").getArray())))
                    .list());
  }

  @Override
  public void told(Notice notice, Instant at) {
    database
        .here()
        .run(
            jdbc ->
                jdbc.sql("update runtime.notices set told_at = ? where flow = ? and about = ?")
                    .param(Timestamp.from(at))
                    .param(notice.flow().value())
                    .param(notice.about())
                    .update());
  }

  @Override
  public void later(Notice notice, Set<String> reached, Instant notBefore) {
    database
        .here()
        .run(
            jdbc ->
                jdbc.sql(
                        "update runtime.notices set reached = ?, not_before = ? where flow = ? and"
                            + " about = ?")
                    .param(reached.toArray(String[]::new))
                    .param(Timestamp.from(notBefore))
                    .param(notice.flow().value())
                    .param(notice.about())
                    .update());
  }
}
