package io.tributary.runtime.quotas;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** From {@code runtime.flows} and {@code runtime.schedules}. */
@Component
final class PostgresFlowOwners implements FlowOwners {
  private final Database database;

  PostgresFlowOwners(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Owner> find(FlowId flow) {
    return database
        .across(Use.QUOTAS)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select flows.organization, schedules.step
                        from runtime.flows left join runtime.schedules on schedules.flow = flows.id
                        where flows.id = ?
                        """)
                    .param(flow.value())
                    .query(
                        (row, number) ->
                            new Owner(
                                new OrganizationName(row.getString("organization")),
                                Optional.ofNullable(row.getString("step")).map(StepName::new)))
                    .optional());
  }
}
