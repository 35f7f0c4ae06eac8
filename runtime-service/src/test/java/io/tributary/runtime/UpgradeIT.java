package io.tributary.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.TestPostgres;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** An installation of before has rows, and tables that the services' role owns. */
class UpgradeIT {
  @Test
  void rowsOfBeforeAreTheirOrganizationsAfterwards() {
    var postgres = TestPostgres.own();
    postgres.raw().sql("drop schema if exists runtime cascade").update();
    Flyway.configure()
        .dataSource(postgres.url(), postgres.settings().owner().role(), "")
        .defaultSchema("runtime")
        .createSchemas(true)
        .locations("classpath:db/foundation", "classpath:db/runtime")
        .target("15")
        .load()
        .migrate();
    for (var organization : new String[] {"acme", "globex"}) {
      postgres
          .raw()
          .sql(
              """
              insert into runtime.flows
                (id, organization, name, revision, state, state_since, created_at)
              values (?, ?, 'leads', 1, 'running', now(), now())
              """)
          .param("flow of " + organization)
          .param(organization)
          .update();
      postgres
          .raw()
          .sql(
              """
              insert into runtime.ledger
                (flow, step, minute, emitted_for, filtered, failed, outputs, retries)
              values (?, 'cms', now(), 1, 0, 0, 1, 0)
              """)
          .param("flow of " + organization)
          .update();
    }

    postgres.migrated("runtime");

    for (var table : List.of("select id from runtime.flows", "select flow from runtime.ledger")) {
      List<String> flows =
          postgres
              .database()
              .of(new OrganizationName("acme"))
              .get(jdbc -> jdbc.sql(table).query(String.class).list());
      assertThat(flows).as(table).containsExactly("flow of acme");
    }
  }
}
