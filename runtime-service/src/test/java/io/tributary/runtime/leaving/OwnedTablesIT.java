package io.tributary.runtime.leaving;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.leaving.Owned;
import io.tributary.foundation.leaving.OwnedRows;
import io.tributary.foundation.persistence.Reach;
import io.tributary.runtime.support.RealPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every table that has policies, as the catalog has them, with a row of each of two organizations.
 */
class OwnedTablesIT {
  private static final OrganizationName ACME = new OrganizationName("acme");

  /**
   * Every text of an organization's rows but its name, so that what refers to another row finds it.
   */
  private static final String ACMES = "aaaaaaaaaaaaaaaa";

  private static final String OTHERS = "bbbbbbbbbbbbbbbb";

  private final RealPostgres postgres = RealPostgres.empty();
  private final OwnedTablesConfiguration tables = new OwnedTablesConfiguration();
  private final OwnedRows secrets = tables.runtimeSecrets(postgres.database());
  private final OwnedRows rows = tables.runtimeRows(postgres.database());
  private final List<Owned> all =
      List.of(secrets, rows, new PostgresStoppedFlows(postgres.database()));

  @BeforeEach
  void rowsOfTwo() {
    for (var table : guarded()) {
      insert(table, "acme", ACMES);
      insert(table, "globex", OTHERS);
    }
  }

  @Test
  void everyGuardedTableIsInTheListButFlowsWhichGoWithTheirTopics() {
    var listed = Stream.of(secrets, rows).flatMap(each -> each.tables().stream()).toList();
    var wanted = new ArrayList<>(guarded());
    wanted.remove("flows");

    assertThat(listed).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void nothingOfItIsLeftAndEverythingOfOthersIsThere() {
    long gone = delete();

    assertThat(gone).isPositive();
    for (var table : guarded()) {
      assertThat(count(table, ACMES)).as(table).isZero();
      assertThat(count(table, OTHERS)).as(table).isEqualTo(1);
    }
    assertThat(delete()).isZero();
  }

  @Test
  void theRowOfAFlowStaysUntilItsTopicsHaveGone() {
    postgres.raw().sql("update runtime.flows set state = 'stopping'").update();
    delete();
    assertThat(count("flows", ACMES)).isEqualTo(1);

    postgres.raw().sql("update runtime.flows set state = 'stopped'").update();

    assertThat(delete()).isEqualTo(1);
    assertThat(count("flows", ACMES)).isZero();
  }

  /** By rows of flows they are found, so nothing would ever find them afterwards. */
  @Test
  void whatWasToldInTheLastMomentGoesWithItsFlow() {
    secrets.delete(ACME);
    rows.delete(ACME);
    for (var table : List.of("ledger", "notices", "executions", "step_runs", "dead_letters")) {
      insert(table, "acme", ACMES);
    }

    Reach.of(ACME).run(() -> all.getLast().delete(ACME));

    for (var table : guarded()) {
      assertThat(count(table, ACMES)).as(table).isZero();
    }
  }

  @Test
  void itsPeopleSeeWhatItHasAndNoBookkeeping() {
    var shown = Stream.of(secrets, rows).flatMap(each -> each.holdings(ACME).stream()).toList();

    assertThat(shown).allMatch(holding -> holding.count() == 1);
    assertThat(shown)
        .extracting(Owned.Holding::name)
        .contains("connections", "executions", "step runs", "replays", "flow revisions")
        .doesNotContain("data keys", "ended roads");
  }

  private long delete() {
    return Reach.of(ACME).call(() -> all.stream().mapToLong(each -> each.delete(ACME)).sum());
  }

  private List<String> guarded() {
    return postgres
        .raw()
        .sql("select distinct tablename from pg_policies where schemaname = 'runtime' order by 1")
        .query(String.class)
        .list();
  }

  private long count(String table, String text) {
    return postgres
        .raw()
        .sql("select count(*) from runtime.%s t where t::text like ?".formatted(table))
        .param("%" + text + "%")
        .query(Long.class)
        .single();
  }

  private record Column(String name, String type) {}

  private void insert(String table, String organization, String text) {
    var columns =
        postgres
            .raw()
            .sql(
                """
                select column_name, data_type from information_schema.columns
                where table_schema = 'runtime' and table_name = ? and is_nullable = 'NO'
                  and column_default is null
                order by ordinal_position
                """)
            .param(table)
            .query((row, number) -> new Column(row.getString(1), row.getString(2)))
            .list();
    postgres
        .raw()
        .sql(
            "set session_replication_role = replica; insert into runtime.%s (%s) values (%s)"
                .formatted(
                    table,
                    columns.stream().map(Column::name).collect(Collectors.joining(", ")),
                    columns.stream()
                        .map(column -> value(table, column, organization, text))
                        .collect(Collectors.joining(", "))))
        .update();
  }

  private static String value(String table, Column column, String organization, String text) {
    return switch (column.type()) {
      case "text" ->
          switch (column.name()) {
            case "organization", "owner" -> "'" + organization + "'";
            case "state" -> "'" + (table.equals("flows") ? "stopped" : text) + "'";
            default -> "'" + text + "'";
          };
      case "integer", "bigint" -> "1";
      case "boolean" -> "false";
      case "uuid" -> "md5('" + text + "')::uuid";
      case "bytea" -> "'\\x01'";
      case "json", "jsonb" -> "'{}'";
      case "ARRAY" -> "'{}'";
      default -> "now()";
    };
  }
}
