package io.tributary.registry.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.contracts.audit.AuditEntry;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.TestPostgres;
import io.tributary.registry.TestDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresAuditLogsIT {
  private final TestPostgres postgres = TestDatabase.migrated();
  private final JdbcClient database = postgres.raw();
  private final PostgresAuditLogs logs = new PostgresAuditLogs(postgres.database());
  private final VerifyAudit verifyAudit = new VerifyAudit(logs);

  @Test
  void anEntryIsAddedOnceWhateverIsRepeated() {
    var entry = entry("once-only");

    logs.add(entry);
    logs.add(entry);

    assertThat(logs.newest("once-only", Optional.empty(), 10))
        .singleElement()
        .satisfies(
            link ->
                assertThat(Json.tree(link.entry()).path("subject").asString()).isEqualTo("ada"));
  }

  @Test
  void manyAtOnceMakeOneChainForEachOrganization() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var adds = new ArrayList<Callable<Object>>();
      for (int each = 0; each < 40; each++) {
        adds.add(Executors.callable(() -> logs.add(entry("chained"))));
        adds.add(Executors.callable(() -> logs.add(entry("chained-2"))));
      }
      for (var done : threads.invokeAll(adds)) {
        done.get();
      }
    }

    for (var organization : List.of("chained", "chained-2")) {
      var verdict = verifyAudit.verify(organization);
      assertThat(verdict.entries()).isEqualTo(40);
      assertThat(verdict.broken()).isEmpty();
    }
  }

  @Test
  void theTableOnlyGrows() {
    logs.add(entry("grows"));

    for (var change :
        List.of(
            "update registry.audit set entry = '{}' where organization = 'grows'",
            "delete from registry.audit where organization = 'grows'",
            "truncate registry.audit")) {
      assertThatThrownBy(() -> database.sql(change).update()).hasMessageContaining("append-only");
    }
  }

  /** As somebody would who owns the table, and switches its triggers off. */
  @Test
  void aChangedARemovedAndAnInsertedEntryAreFound() {
    for (int each = 0; each < 5; each++) {
      logs.add(entry("forged"));
      logs.add(entry("cut"));
      logs.add(entry("stuffed"));
    }

    unguarded(
        "update registry.audit set entry = replace(entry, 'ada', 'eve')"
            + " where organization = 'forged' and number = 3");
    unguarded("delete from registry.audit where organization = 'cut' and number = 2");
    unguarded(
        "insert into registry.audit select organization, 6, gen_random_uuid(), at, subject, action,"
            + " entry, previous, hash from registry.audit"
            + " where organization = 'stuffed' and number = 5");

    assertThat(verifyAudit.verify("forged").broken()).contains(3L);
    assertThat(verifyAudit.verify("cut").broken()).contains(2L);
    assertThat(verifyAudit.verify("stuffed").broken()).contains(6L);
  }

  @Test
  void pagesGoBackwards() {
    for (int each = 0; each < 5; each++) {
      logs.add(entry("paged"));
    }

    assertThat(logs.newest("paged", Optional.of(4L), 2))
        .extracting(Link::number)
        .containsExactly(3L, 2L);
  }

  private void unguarded(String change) {
    database.sql("alter table registry.audit disable trigger all").update();
    try {
      database.sql(change).update();
    } finally {
      database.sql("alter table registry.audit enable trigger all").update();
    }
  }

  private static AuditEntry entry(String organization) {
    return new AuditEntry(
        UUID.randomUUID(),
        UUID.randomUUID(),
        Instant.parse("2026-11-26T20:00:00Z"),
        new OrganizationName(organization),
        "ada",
        "Ada",
        "tributary-web",
        "DELETE /api/v1/organizations/{organization}/flows/{name}",
        "/api/v1/organizations/" + organization + "/flows/leads",
        "127.0.0.1",
        null);
  }
}
