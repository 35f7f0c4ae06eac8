package io.tributary.foundation.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.tributary.contracts.names.OrganizationName;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** SQL as another tenant, with the filter left out on purpose; and which work may nest in which. */
class DatabaseIT {
  private static final OrganizationName T1 = new OrganizationName("tenant1");
  private static final OrganizationName T10 = new OrganizationName("tenant10");
  private static final String ALL = "select organization from tenants.notes";

  private final TestPostgres postgres = TestPostgres.own().empty("tenants");
  private final Database database = postgres.database();

  @BeforeEach
  void aNoteOfEach() {
    for (var organization : Set.of(T1, T10)) {
      database.of(organization).run(jdbc -> insert(jdbc, organization, 0));
    }
  }

  @Test
  void withoutTheFilterAnotherTenantsRowsAreNotThere() {
    assertThat(seen(database.of(T1))).isEqualTo(Set.of("tenant1"));
    assertThat(seen(database.of(T10))).isEqualTo(Set.of("tenant10"));
    assertThat(seen(database.across(Use.EVENTS))).isEqualTo(Set.of("tenant1", "tenant10"));
  }

  @Test
  void nothingIsWrittenIntoAnothersName() {
    assertThatThrownBy(() -> database.of(T1).run(jdbc -> insert(jdbc, T10, 1)))
        .isInstanceOf(DataAccessException.class)
        .hasStackTraceContaining("row-level security");
    assertThatThrownBy(
            () ->
                database
                    .of(T1)
                    .run(
                        jdbc ->
                            jdbc.sql(
                                    "update tenants.notes set organization = 'tenant10', number ="
                                        + " 9")
                                .update()))
        .hasStackTraceContaining("row-level security");
    int deleted = database.of(T1).get(jdbc -> jdbc.sql("delete from tenants.notes").update());

    assertThat(deleted).isEqualTo(1);
    assertThat(seen(database.of(T10))).isEqualTo(Set.of("tenant10"));
  }

  @Test
  void whoSaysNoOrganizationGetsAnErrorAndNotNothing() {
    assertThatThrownBy(() -> seen(database.shared()))
        .hasStackTraceContaining("does not say which organization");
    assertThatThrownBy(database::here).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> database.transactions().executeWithoutResult(status -> {}))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Whoever gets SQL into a query can set a setting, and cannot prove another's name. */
  @Test
  void anotherOrganizationIsNotSaidFromWithin() {
    var own = postgres.said("tenant1");
    for (var said :
        Set.of("tenant10", "tenant10 ", own.replace("tenant1 ", "tenant10 "), own + "0")) {
      assertThatThrownBy(
              () ->
                  database
                      .of(T1)
                      .run(
                          jdbc -> {
                            jdbc.sql("select set_config('tributary.organization', ?, true)")
                                .param(said)
                                .query()
                                .listOfRows();
                            jdbc.sql(ALL).query(String.class).list();
                          }))
          .as(said)
          .hasStackTraceContaining("has no proof");
    }
    assertThatThrownBy(
            () ->
                database
                    .of(T1)
                    .run(jdbc -> jdbc.sql("select * from tenancy.proof_key").query().listOfRows()))
        .hasStackTraceContaining("permission denied");
  }

  /** The one connection is everybody's in turn: what a transaction said is over with it. */
  @Test
  void oneConnectionForTwoTenantsLeaksNothing() {
    try (var one = pool("tributary_app");
        var other = pool("tributary_platform")) {
      var narrow = new Database(one, other, new SchemaMigration(postgres.settings()).proof());
      for (int round = 0; round < 200; round++) {
        var organization = round % 2 == 0 ? T1 : T10;
        switch (round % 4) {
          case 0, 1 ->
              assertThat(seen(narrow.of(organization))).isEqualTo(Set.of(organization.value()));
          case 2 ->
              assertThatThrownBy(() -> fail(narrow.of(organization)))
                  .isInstanceOf(IllegalArgumentException.class);
          default ->
              assertThatThrownBy(
                      () ->
                          narrow
                              .of(organization)
                              .run(jdbc -> jdbc.sql("select 1 / 0").query().listOfRows()))
                  .isInstanceOf(DataAccessException.class);
        }
        assertThatThrownBy(() -> seen(narrow.shared()))
            .as("after round %d", round)
            .hasStackTraceContaining("does not say which organization");
      }
    }
  }

  @Test
  void workOfOneOrganizationJoinsItsTransactionAndIsUndoneWithIt() {
    assertThatThrownBy(
            () ->
                database
                    .of(T1)
                    .run(
                        outer -> {
                          database.of(T1).run(jdbc -> insert(jdbc, T1, 7));
                          database.shared().run(jdbc -> insert(jdbc, T1, 8));
                          throw new IllegalArgumentException("undone");
                        }))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(count()).isEqualTo(2);
  }

  @Test
  void workOfAnOrganizationJoinsThePlatformsTransaction() {
    database
        .across(Use.EVENTS)
        .run(
            outer -> {
              database.of(T1).run(jdbc -> insert(jdbc, T1, 7));
              database.of(T10).run(jdbc -> insert(jdbc, T10, 7));
            });

    assertThat(count()).isEqualTo(4);
  }

  @Test
  void noOtherWorkGetsIntoAnOrganizationsTransaction() {
    assertThatThrownBy(
            () -> database.of(T1).run(outer -> database.of(T10).run(jdbc -> insert(jdbc, T10, 7))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> database.of(T1).run(outer -> seen(database.across(Use.EVENTS))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("in a transaction of organization tenant1");
    assertThatThrownBy(() -> Reach.of(T1).run(() -> Reach.of(T10).run(() -> {})))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Reach.of(T1).run(() -> seen(database.of(T10))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void statementsAreRefusedOnceTheirTransactionIsOver() {
    var kept = new AtomicReference<Statements>();
    database.of(T1).run(kept::set);

    assertThatThrownBy(() -> kept.get().sql(ALL).query(String.class).list())
        .rootCause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("outside of a transaction");
  }

  @Test
  void theAppRoleCannotBecomeMoreThanItIs() {
    for (var attempt :
        Set.of(
            "set role tributary_platform",
            "set role tributary",
            "set session authorization postgres",
            "alter table tenants.notes disable row level security",
            "alter table tenants.notes no force row level security",
            "drop policy of_organization on tenants.notes",
            "create policy mine on tenants.notes using (true)",
            "select * from tenants.outbox",
            "delete from tenants.outbox",
            "truncate tenants.notes",
            "create table tenants.mine (id integer)",
            "alter role tributary_app bypassrls",
            "grant tributary_platform to tributary_app")) {
      assertThatThrownBy(() -> database.of(T1).run(jdbc -> jdbc.sql(attempt).update()))
          .as(attempt)
          .isInstanceOf(DataAccessException.class);
    }
    assertThatThrownBy(
            () ->
                database
                    .of(T1)
                    .run(
                        jdbc -> {
                          jdbc.sql("set local row_security = off").update();
                          jdbc.sql(ALL).query(String.class).list();
                        }))
        .hasStackTraceContaining("row-level security");
  }

  @Test
  void theOwnerIsBoundAsWell() {
    try (var owner = pool("tributary")) {
      var client = JdbcClient.create(owner);

      assertThat(client.sql(ALL).query(String.class).list()).isEmpty();
    }
  }

  @Test
  void aDatabaseThatIsAwayIsSaidAsSuch() {
    var nobody = new PGSimpleDataSource();
    nobody.setUrl("jdbc:postgresql://127.0.0.1:1/none");
    var away = new Database(nobody, nobody, new OrganizationProof(new byte[] {1}));

    assertThatThrownBy(() -> seen(away.of(T1)))
        .isInstanceOf(DataAccessResourceFailureException.class);
  }

  private long count() {
    return postgres.raw().sql("select count(*) from tenants.notes").query(Long.class).single();
  }

  private static Set<String> seen(Database.Work work) {
    return work.get(jdbc -> Set.copyOf(jdbc.sql(ALL).query(String.class).list()));
  }

  private static void fail(Database.Work work) {
    work.run(
        jdbc -> {
          jdbc.sql("delete from tenants.notes").update();
          throw new IllegalArgumentException("after it was done");
        });
  }

  private static void insert(Statements jdbc, OrganizationName organization, int number) {
    jdbc.sql("insert into tenants.notes values (?, ?, 'text')")
        .param(organization.value())
        .param(number)
        .update();
  }

  private HikariDataSource pool(String role) {
    var config = new HikariConfig();
    config.setDataSource(postgres.source(role));
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }
}
