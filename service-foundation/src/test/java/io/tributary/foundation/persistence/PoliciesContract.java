package io.tributary.foundation.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.leaving.OwnedRows;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/**
 * What holds of every table of a service's schema. The tables are those of the catalog, and a row
 * of acme is made up for each of them: a new table is in it by itself.
 */
public abstract class PoliciesContract {
  private static final OrganizationName ACME = new OrganizationName("acme");
  private static final OrganizationName GLOBEX = new OrganizationName("globex");

  private final String schema;
  private final Set<String> ofNoOrganization;
  private final Set<String> shownToAll;
  private final TestPostgres postgres;

  /** What organizations own in the schema, as its service says. */
  protected abstract OwnedRows owned(Database database);

  /** Guarded tables that nothing deletes with their organization, and that it need not know of. */
  protected Set<String> bookkeeping() {
    return Set.of();
  }

  /**
   * Of one schema.
   *
   * @param ofNoOrganization tables without policies
   * @param shownToAll tables whose rows everybody may see
   */
  protected PoliciesContract(String schema, Set<String> ofNoOrganization, Set<String> shownToAll) {
    this.schema = schema;
    this.ofNoOrganization = ofNoOrganization;
    this.shownToAll = shownToAll;
    this.postgres = TestPostgres.own().empty(schema);
  }

  @BeforeEach
  void aRowOfAcmeInEveryTable() {
    for (var table : tables()) {
      postgres.raw().sql("set session_replication_role = replica; " + insert(table)).update();
    }
  }

  @AfterEach
  void noRowForAServiceThatStartsOnThisDatabase() {
    postgres.empty(schema);
  }

  @Test
  void everyTableHasPoliciesOrIsOfNoOrganization() {
    var without =
        postgres
            .raw()
            .sql(
                """
                select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = ? and c.relkind in ('r', 'p')
                  and not (c.relrowsecurity and c.relforcerowsecurity
                    and exists (select from pg_policies p
                      where p.schemaname = n.nspname and p.tablename = c.relname
                        and 'tributary_app' = any(p.roles)))
                """)
            .param(schema)
            .query(String.class)
            .list();

    assertThat(without).containsExactlyInAnyOrderElementsOf(ofNoOrganization);
  }

  @Test
  void anotherOrganizationSeesNoRowWhateverItAsks() {
    for (var table : guarded("select")) {
      assertThat(count(GLOBEX, table)).as(table).isEqualTo(shownToAll.contains(table) ? 1 : 0);
      assertThat(count(ACME, table)).as(table).isEqualTo(1);
    }
    assertThat(guarded("select")).isNotEmpty();
  }

  @Test
  void whoWorksForNobodyGetsAnErrorFromEveryTable() {
    for (var table : guarded("select")) {
      if (!shownToAll.contains(table) && !table.equals("versions")) {
        assertThatThrownBy(
                () ->
                    postgres
                        .database()
                        .shared()
                        .get(jdbc -> jdbc.sql("select * from " + name(table)).query().listOfRows()))
            .as(table)
            .hasStackTraceContaining("does not say which organization");
      }
    }
  }

  @Test
  void nothingIsWrittenIntoAnothersName() {
    for (var table : guarded("insert")) {
      assertThatThrownBy(
              () -> postgres.database().of(GLOBEX).run(jdbc -> jdbc.sql(insert(table)).update()))
          .as(table)
          .isInstanceOf(DataAccessException.class)
          .hasStackTraceContaining("row-level security");
    }
  }

  @Test
  void nothingOfAnothersIsChangedOrRemoved() {
    for (var table : guarded("update")) {
      assertThat(changed(table, "update %1$s set %2$s = %2$s")).as(table).isZero();
    }
    for (var table : guarded("delete")) {
      assertThat(changed(table, "delete from %1$s")).as(table).isZero();
    }
  }

  /** Events and what listeners wrote down are not for whoever gets at the app role. */
  @Test
  void theAppRoleReadsNoEvents() {
    assertThatThrownBy(
            () ->
                postgres
                    .database()
                    .of(ACME)
                    .get(jdbc -> jdbc.sql("select * from " + name("outbox")).query().listOfRows()))
        .hasStackTraceContaining("permission denied");
  }

  @Test
  void noTableIsOwnedByWhoWorksWithIt() {
    var owners =
        postgres
            .raw()
            .sql("select distinct tableowner from pg_tables where schemaname = ?")
            .param(schema)
            .query(String.class)
            .list();

    assertThat(owners).containsExactly("tributary");
  }

  @Test
  void everyTableOfAnOrganizationIsDeletedOrStaysOnPurpose() {
    var known = new HashSet<>(owned(postgres.database()).tables());
    known.addAll(bookkeeping());

    assertThat(known)
        .containsExactlyInAnyOrderElementsOf(
            tables().stream().filter(table -> !ofNoOrganization.contains(table)).toList());
  }

  @Test
  void whatAnOrganizationOwnedGoesWithItAndNothingOfOthers() {
    var owned = owned(postgres.database());
    assertThat(owned.delete(GLOBEX)).isZero();
    long before = rows();

    long gone = owned.delete(ACME);

    assertThat(before - rows()).isEqualTo(gone).isPositive();
    assertThat(
            tables().stream()
                .filter(table -> !ofNoOrganization.contains(table))
                .filter(this::hasRows))
        .isSubsetOf(staying(owned));
    assertThat(owned.delete(ACME)).isZero();
  }

  private Set<String> staying(OwnedRows owned) {
    var staying = new HashSet<>(owned.stayingTables());
    staying.addAll(bookkeeping());
    return staying;
  }

  private boolean hasRows(String table) {
    return postgres.raw().sql("select count(*) from " + name(table)).query(Long.class).single() > 0;
  }

  private long rows() {
    return tables().stream().filter(this::hasRows).count();
  }

  private long count(OrganizationName organization, String table) {
    return postgres
        .database()
        .of(organization)
        .get(jdbc -> jdbc.sql("select count(*) from " + name(table)).query(Long.class).single());
  }

  private int changed(String table, String statement) {
    var column = columns(table).getFirst().name();
    return postgres
        .database()
        .of(GLOBEX)
        .get(jdbc -> jdbc.sql(statement.formatted(name(table), column)).update());
  }

  private String name(String table) {
    return schema + "." + table;
  }

  private List<String> tables() {
    return postgres
        .raw()
        .sql(
            """
            select tablename from pg_tables
            where schemaname = ? and tablename <> 'flyway_schema_history' order by tablename
            """)
        .param(schema)
        .query(String.class)
        .list();
  }

  private List<String> guarded(String privilege) {
    return tables().stream()
        .filter(table -> !ofNoOrganization.contains(table))
        .filter(table -> may(privilege, table))
        .toList();
  }

  private boolean may(String privilege, String table) {
    return postgres
        .raw()
        .sql("select has_table_privilege('tributary_app', ?, ?)")
        .param(name(table))
        .param(privilege)
        .query(Boolean.class)
        .single();
  }

  private record Column(String name, String type) {}

  private List<Column> columns(String table) {
    return postgres
        .raw()
        .sql(
            """
            select column_name, data_type from information_schema.columns
            where table_schema = ? and table_name = ? and is_nullable = 'NO'
              and column_default is null and is_identity = 'NO'
            order by ordinal_position
            """)
        .param(schema)
        .param(table)
        .query((row, number) -> new Column(row.getString(1), row.getString(2)))
        .list();
  }

  /** One row of acme; all ids are the same text, so that what refers to another row finds it. */
  private String insert(String table) {
    var columns = columns(table);
    return "insert into %s (%s) values (%s)"
        .formatted(
            name(table),
            columns.stream().map(Column::name).collect(Collectors.joining(", ")),
            columns.stream().map(column -> value(table, column)).collect(Collectors.joining(", ")));
  }

  private static String value(String table, Column column) {
    return switch (column.type()) {
      case "text" -> "'" + text(table, column.name()) + "'";
      case "integer", "bigint" -> "1";
      case "boolean" -> "false";
      case "uuid" -> "'018f0000-0000-7000-8000-000000000000'";
      case "bytea" -> "'\\x01'";
      case "json", "jsonb" -> "'{}'";
      case "ARRAY" -> "'{}'";
      default -> "now()";
    };
  }

  private static String text(String table, String column) {
    return switch (column) {
      case "organization", "owner" -> "acme";
      case "name" -> table.equals("organizations") ? "acme" : "same";
      case "state" -> "queued";
      default -> "same";
    };
  }
}
