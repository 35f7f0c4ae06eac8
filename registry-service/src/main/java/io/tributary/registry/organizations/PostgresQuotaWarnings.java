package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.stereotype.Repository;

/** Warnings in {@code registry.quota_warnings}: each is there once. */
@Repository
final class PostgresQuotaWarnings {
  private final Database database;
  private final Clock clock;

  PostgresQuotaWarnings(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Keeps it, where this is the first of its period. */
  void add(QuotaWarning warning) {
    database
        .across(Use.QUOTAS)
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        insert into registry.quota_warnings (organization, quota, period, used, most, said_at)
                        values (:organization, :quota, :period, :used, :most, :now) on conflict do nothing
                        """)
                    .param("organization", warning.organization().value())
                    .param("quota", warning.quota())
                    .param("period", warning.period())
                    .param("used", warning.used())
                    .param("most", warning.most())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update());
  }

  /** Those whose owners were not told, oldest first. */
  List<QuotaWarning> untold(int limit) {
    return database
        .across(Use.QUOTAS)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select organization, quota, period, used, most from registry.quota_warnings
                        where told_at is null order by said_at limit :limit
                        """)
                    .param("limit", limit)
                    .query(
                        (row, number) ->
                            new QuotaWarning(
                                new OrganizationName(row.getString("organization")),
                                row.getString("quota"),
                                row.getString("period"),
                                row.getLong("used"),
                                row.getLong("most")))
                    .list());
  }

  void told(QuotaWarning warning) {
    database
        .across(Use.QUOTAS)
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        update registry.quota_warnings set told_at = :now
                        where organization = :organization and quota = :quota and period = :period
                        """)
                    .param("organization", warning.organization().value())
                    .param("quota", warning.quota())
                    .param("period", warning.period())
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update());
  }
}
