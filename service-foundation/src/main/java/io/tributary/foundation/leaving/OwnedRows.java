package io.tributary.foundation.leaving;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.RowCallbackHandler;

/**
 * What organizations own in the tables of one schema. Read as the organization itself, so that its
 * policies hold for exports; deleted by the platform's role, some thousand rows in a transaction.
 */
public final class OwnedRows implements Owned {
  private static final int ROWS_AT_ONCE = 500;
  private static final int DELETED_AT_ONCE = 10_000;

  private final Database database;
  private final String schema;
  private final List<Rows> tables;

  /**
   * Of one schema.
   *
   * @param tables in the order of deleting: what refers to others comes first
   */
  public OwnedRows(Database database, String schema, List<Rows> tables) {
    this.database = database;
    this.schema = schema;
    this.tables = List.copyOf(tables);
  }

  /**
   * The rows of one table.
   *
   * @param where finds those of {@code :organization}
   * @param name as people call them; empty = bookkeeping that says nothing to people
   * @param stay why they are not deleted; empty = they are
   * @param hidden columns that no export has: secrets, and what only the platform can read
   */
  public record Rows(
      String table,
      String where,
      Optional<String> name,
      Optional<String> stay,
      List<String> hidden) {
    public Rows {
      hidden = List.copyOf(hidden);
    }

    /** Counted, exported and deleted. */
    public static Rows owned(String table, String where, String name, String... hidden) {
      return new Rows(table, where, Optional.of(name), Optional.empty(), Arrays.asList(hidden));
    }

    /** Deleted only. */
    public static Rows bookkeeping(String table, String where) {
      return new Rows(table, where, Optional.empty(), Optional.empty(), List.of());
    }

    /** Exported, and not deleted. */
    public static Rows staying(
        String table, String where, String name, String why, String... hidden) {
      return new Rows(table, where, Optional.of(name), Optional.of(why), Arrays.asList(hidden));
    }
  }

  /** Whose rows this knows of. */
  public List<String> tables() {
    return tables.stream().map(Rows::table).toList();
  }

  /** Those of them that are not deleted. */
  public List<String> stayingTables() {
    return tables.stream().filter(rows -> rows.stay().isPresent()).map(Rows::table).toList();
  }

  @Override
  public List<Holding> holdings(OrganizationName organization) {
    return tables.stream()
        .filter(rows -> rows.stay().isEmpty() && rows.name().isPresent())
        .map(rows -> new Holding(rows.name().get(), count(rows, organization)))
        .toList();
  }

  @Override
  public List<Stay> stays(OrganizationName organization) {
    return tables.stream()
        .filter(rows -> rows.stay().isPresent() && count(rows, organization) > 0)
        .map(
            rows ->
                new Stay(
                    "%s (%d)".formatted(rows.name().orElseThrow(), count(rows, organization)),
                    rows.stay().get()))
        .toList();
  }

  @Override
  public void export(OrganizationName organization, Archive archive) throws IOException {
    for (var rows : tables) {
      if (rows.name().isPresent()) {
        archive.lines(
            "%s/%s.jsonl".formatted(schema, file(rows.name().get())),
            line -> read(rows, organization, line));
      }
    }
  }

  @Override
  public long delete(OrganizationName organization) {
    long gone = 0;
    for (var rows : tables) {
      if (rows.stay().isEmpty()) {
        gone += delete(rows, organization);
      }
    }
    return gone;
  }

  private long count(Rows rows, OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql("select count(*) from %s t where %s".formatted(full(rows), rows.where()))
                    .param("organization", organization.value())
                    .query(Long.class)
                    .single());
  }

  private void read(Rows rows, OrganizationName organization, Consumer<String> line) {
    var shown =
        rows.hidden().stream()
            .map(column -> " - '%s'".formatted(column))
            .collect(Collectors.joining("", "to_jsonb(t)", ""));
    database
        .of(organization)
        .run(
            jdbc ->
                jdbc.sql(
                        "select (%s)::text as line from %s t where %s"
                            .formatted(shown, full(rows), rows.where()))
                    .param("organization", organization.value())
                    .withFetchSize(ROWS_AT_ONCE)
                    .query((RowCallbackHandler) row -> line.accept(row.getString("line"))));
  }

  private long delete(Rows rows, OrganizationName organization) {
    long gone = 0;
    int some;
    do {
      some = deleteSome(rows, organization);
      gone += some;
    } while (some == DELETED_AT_ONCE);
    return gone;
  }

  private int deleteSome(Rows rows, OrganizationName organization) {
    return database
        .across(Use.LEAVING)
        .get(
            jdbc ->
                jdbc.sql(
                        "delete from %1$s where ctid = any (array(select t.ctid from %1$s t where %2$s limit %3$d))"
                            .formatted(full(rows), rows.where(), DELETED_AT_ONCE))
                    .param("organization", organization.value())
                    .update());
  }

  private static String file(String name) {
    return name.replace("'", "").replace(' ', '-');
  }

  private String full(Rows rows) {
    return schema + "." + rows.table();
  }
}
