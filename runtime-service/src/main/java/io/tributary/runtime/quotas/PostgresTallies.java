package io.tributary.runtime.quotas;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import io.tributary.foundation.quotas.Quota;
import io.tributary.foundation.quotas.QuotaUse;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** In {@code runtime.quota_uses}: a row for each organization and quota, of the newest span. */
@Component
final class PostgresTallies implements Tallies {
  private final Database database;

  PostgresTallies(Database database) {
    this.database = database;
  }

  @Override
  public long add(OrganizationName organization, Quota quota, Span span, long uses) {
    return database
        .across(Use.QUOTAS)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        insert into runtime.quota_uses (organization, quota, began, used) values (?, ?, ?, ?)
                        on conflict (organization, quota) do update set
                          began = excluded.began,
                          used = case when quota_uses.began = excluded.began
                            then quota_uses.used + excluded.used else excluded.used end
                        where quota_uses.began <= excluded.began
                        returning used
                        """)
                    .param(organization.value())
                    .param(quota.word())
                    .param(Timestamp.from(span.began()))
                    .param(uses)
                    .query(Long.class)
                    .optional()
                    .orElse(uses));
  }

  @Override
  public List<QuotaUse> of(OrganizationName organization, Instant now) {
    return current(
        database
            .of(organization)
            .get(
                jdbc ->
                    jdbc.sql("select * from runtime.quota_uses where organization = ?")
                        .param(organization.value())
                        .query(PostgresTallies::row)
                        .list()),
        now);
  }

  @Override
  public List<QuotaUse> all(Instant now) {
    // Whoever was idle for a month has no use to tell of.
    return current(
        database
            .across(Use.QUOTAS)
            .get(
                jdbc ->
                    jdbc.sql("select * from runtime.quota_uses where began >= ?")
                        .param(Timestamp.from(Span.of(Quota.MESSAGES_PER_MONTH, now).began()))
                        .query(PostgresTallies::row)
                        .list()),
        now);
  }

  private record Row(OrganizationName organization, String quota, Instant began, long used) {
    /** Empty where its span is over, or its quota not known here. */
    Stream<QuotaUse> use(Instant now) {
      return Quota.find(quota)
          .filter(Span.COUNTED::contains)
          .filter(found -> Span.of(found, now).began().equals(began))
          .map(
              found ->
                  new QuotaUse(organization, found, used, Optional.of(Span.of(found, now).end())))
          .stream();
    }
  }

  private static List<QuotaUse> current(List<Row> rows, Instant now) {
    return rows.stream().flatMap(row -> row.use(now)).toList();
  }

  private static Row row(ResultSet row, int number) throws SQLException {
    return new Row(
        new OrganizationName(row.getString("organization")),
        row.getString("quota"),
        row.getTimestamp("began").toInstant(),
        row.getLong("used"));
  }
}
