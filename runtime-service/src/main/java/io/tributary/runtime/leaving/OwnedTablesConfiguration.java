package io.tributary.runtime.leaving;

import static io.tributary.foundation.leaving.OwnedRows.Rows.bookkeeping;
import static io.tributary.foundation.leaving.OwnedRows.Rows.owned;

import io.tributary.foundation.leaving.OwnedRows;
import io.tributary.foundation.leaving.OwnedRows.Rows;
import io.tributary.foundation.persistence.Database;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The tables of schema {@code runtime} that hold rows of organizations, but for flows. */
@Configuration(proxyBeanMethods = false)
public class OwnedTablesConfiguration {
  private static final String MINE = "t.organization = :organization";
  private static final String OF_FLOW =
      "exists (select from runtime.flows f where f.id = t.flow and f.organization = :organization)";

  private static final List<Rows> SECRETS =
      List.of(
          bookkeeping("oauth_consents", MINE),
          owned("oauth_authorizations", MINE, "authorizations", "tokens", "data_key"),
          owned(
              "oauth_clients",
              "t.owner = :organization",
              "OAuth clients",
              "secret",
              "last_four",
              "data_key"),
          owned("hook_verifications", MINE, "webhook verifications", "secrets", "data_key"),
          owned(
              "connections",
              MINE,
              "connections",
              "secrets",
              "secret_key",
              "fingerprints",
              "data_key"),
          bookkeeping("data_keys", MINE));
  private static final List<Rows> OTHERS =
      List.of(
          owned("host_decisions", MINE, "host decisions"),
          bookkeeping(
              "replay_messages",
              "exists (select from runtime.replays r where r.id = t.replay"
                  + " and r.organization = :organization)"),
          owned("replays", MINE, "replays"),
          // Counted and exported with their messages.
          bookkeeping("dead_letters", MINE),
          owned(
              "step_runs",
              "exists (select from runtime.executions e where e.execution = t.execution"
                  + " and e.organization = :organization)",
              "step runs"),
          owned("executions", MINE, "executions"),
          owned("ledger", OF_FLOW, "ledger entries"),
          owned("notices", OF_FLOW, "notices"),
          owned("schedules", OF_FLOW, "schedules"),
          // The address lets in whoever knows it.
          owned("hooks", MINE, "webhooks", "id"),
          bookkeeping("ended_roads", OF_FLOW),
          bookkeeping("deployed_steps", OF_FLOW),
          // What the platform made of the document.
          owned("flow_revisions", OF_FLOW, "flow revisions", "plan"),
          bookkeeping("quota_uses", MINE));

  /** Before everything else: from here on nothing of it opens any more. */
  @Bean
  @Order(10)
  OwnedRows runtimeSecrets(Database database) {
    return new OwnedRows(database, "runtime", SECRETS);
  }

  /** What came late for a flow that is still going is found the next time. */
  @Bean
  @Order(40)
  OwnedRows runtimeRows(Database database) {
    return new OwnedRows(database, "runtime", OTHERS);
  }

  /** The two as one. */
  public static OwnedRows all(Database database) {
    return new OwnedRows(
        database, "runtime", Stream.concat(SECRETS.stream(), OTHERS.stream()).toList());
  }
}
