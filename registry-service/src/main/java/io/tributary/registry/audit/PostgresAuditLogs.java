package io.tributary.registry.audit;

import io.tributary.contracts.audit.AuditEntry;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Statements;
import io.tributary.foundation.persistence.Use;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Repository;

/** In {@code registry.audit}. */
@Repository
final class PostgresAuditLogs implements AuditLogs {
  private static final int PAGE = 1_000;
  private static final String COLUMNS =
      "select number, entry, previous, hash from registry.audit where organization = :organization";

  private final Database database;

  PostgresAuditLogs(Database database) {
    this.database = database;
  }

  @Override
  public void add(AuditEntry entry) {
    var organization = entry.organization() == null ? "" : entry.organization().value();
    database
        .across(Use.AUDIT)
        .run(
            jdbc -> {
              // Two that add to one chain would both follow the same link.
              jdbc.sql("select pg_advisory_xact_lock(hashtext('audit ' || :organization))")
                  .param("organization", organization)
                  .query()
                  .listOfRows();
              if (isThere(jdbc, entry)) {
                return;
              }
              insert(jdbc, organization, entry, next(organization, Json.write(entry)));
            });
  }

  private boolean isThere(Statements jdbc, AuditEntry entry) {
    return jdbc
        .sql("select 1 from registry.audit where id = :id")
        .param("id", entry.id())
        .query()
        .listOfRows()
        .stream()
        .findAny()
        .isPresent();
  }

  private Link next(String organization, String text) {
    // Within the transaction that holds the chain's lock.
    return newest(organization, Optional.empty(), 1).stream()
        .findFirst()
        .map(last -> Link.after(last.number(), last.hash(), text))
        .orElseGet(() -> Link.after(0, Link.BEGINNING, text));
  }

  private void insert(Statements jdbc, String organization, AuditEntry entry, Link link) {
    jdbc.sql(
            """
            insert into registry.audit
              (organization, number, id, at, subject, action, entry, previous, hash)
            values (:organization, :number, :id, :at, :subject, :action, :entry, :previous, :hash)
            """)
        .param("organization", organization)
        .param("number", link.number())
        .param("id", entry.id())
        .param("at", entry.at().atOffset(ZoneOffset.UTC))
        .param("subject", entry.subject())
        .param("action", entry.action())
        .param("entry", link.entry())
        .param("previous", HexFormat.of().parseHex(link.previous()))
        .param("hash", HexFormat.of().parseHex(link.hash()))
        .update();
  }

  @Override
  public List<Link> newest(String organization, Optional<Long> before, int most) {
    return ofLog(organization)
        .get(
            jdbc ->
                jdbc.sql(COLUMNS + " and number < :before order by number desc limit :most")
                    .param("organization", organization)
                    .param("before", before.orElse(Long.MAX_VALUE))
                    .param("most", most)
                    .query(PostgresAuditLogs::link)
                    .list());
  }

  @Override
  public void each(String organization, Instant from, Instant to, Consumer<Link> taker) {
    long after = 0;
    List<Link> page;
    do {
      long last = after;
      page =
          ofLog(organization)
              .get(
                  jdbc ->
                      jdbc.sql(
                              COLUMNS
                                  + " and number > :after and at >= :from and at < :to order by"
                                  + " number limit :most")
                          .param("organization", organization)
                          .param("after", last)
                          .param("from", stored(from))
                          .param("to", stored(to))
                          .param("most", PAGE)
                          .query(PostgresAuditLogs::link)
                          .list());
      page.forEach(taker);
      after = page.isEmpty() ? after : page.getLast().number();
    } while (page.size() == PAGE);
  }

  /** The platform's own log is the one of no organization. */
  private Database.Work ofLog(String organization) {
    return organization.isEmpty()
        ? database.across(Use.AUDIT)
        : database.of(new OrganizationName(organization));
  }

  private static OffsetDateTime stored(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static Link link(ResultSet row, int number) throws SQLException {
    return new Link(
        row.getLong("number"),
        row.getString("entry"),
        HexFormat.of().formatHex(row.getBytes("previous")),
        HexFormat.of().formatHex(row.getBytes("hash")));
  }
}
