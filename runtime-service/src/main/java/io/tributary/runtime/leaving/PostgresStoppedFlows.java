package io.tributary.runtime.leaving;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.leaving.Owned;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Rows of flows whose topics have gone. By them others are found, so each goes in one transaction
 * with what step runners told of it lately; who writes that holds the flow's row, and finds none
 * afterwards.
 */
@Component
@Order(60)
final class PostgresStoppedFlows implements Owned {
  private static final List<String> LAST =
      List.of(
          """
          delete from runtime.step_runs where execution in (select execution
            from runtime.executions where organization = :organization and flow = :flow)
          """,
          "delete from runtime.executions where organization = :organization and flow = :flow",
          "delete from runtime.dead_letters where organization = :organization and flow = :flow",
          "delete from runtime.ledger where flow = :flow",
          "delete from runtime.notices where flow = :flow",
          "delete from runtime.schedules where flow = :flow",
          "delete from runtime.hooks where flow = :flow",
          "delete from runtime.hook_verifications where flow = :flow",
          "delete from runtime.ended_roads where flow = :flow",
          "delete from runtime.deployed_steps where flow = :flow",
          "delete from runtime.flow_revisions where flow = :flow",
          "delete from runtime.flows where id = :flow");

  private final Database database;

  PostgresStoppedFlows(Database database) {
    this.database = database;
  }

  @Override
  public long delete(OrganizationName organization) {
    List<String> stopped =
        database
            .across(Use.LEAVING)
            .get(
                jdbc ->
                    jdbc.sql(
                            """
                            select id from runtime.flows
                            where organization = ? and state = 'stopped' order by id
                            """)
                        .param(organization.value())
                        .query(String.class)
                        .list());
    stopped.forEach(flow -> forget(organization, flow));
    return stopped.size();
  }

  private void forget(OrganizationName organization, String flow) {
    database
        .across(Use.LEAVING)
        .run(
            jdbc -> {
              jdbc.sql("select id from runtime.flows where id = ? for update")
                  .param(flow)
                  .query(String.class)
                  .list();
              for (var statement : LAST) {
                jdbc.sql(statement)
                    .param("organization", organization.value())
                    .param("flow", flow)
                    .update();
              }
            });
  }
}
