package io.tributary.runtime.quotas;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** From {@code runtime.flows} and the plans of their newest revisions. */
@Component
final class PostgresFlowShapes implements FlowShapes {
  private static final String SHAPES =
      """
      select flows.organization, count(distinct flows.id) as flows, count(step) as steps,
        coalesce(sum(greatest(1, (step->'workers'->>'min')::int)) filter (where step is not null), 0)
          as replicas
      from runtime.flows
      left join runtime.flow_revisions newest
        on newest.flow = flows.id and newest.revision = flows.revision
      left join lateral json_array_elements(newest.plan->'assignments') step on true
      where flows.state not in ('stopping', 'stopped')
      """;

  private final Database database;

  PostgresFlowShapes(Database database) {
    this.database = database;
  }

  @Override
  public Shape beside(OrganizationName organization, FlowId flow) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        SHAPES
                            + " and flows.organization = ? and flows.id <> ? group by"
                            + " flows.organization")
                    .param(organization.value())
                    .param(flow.value())
                    .query(PostgresFlowShapes::shape)
                    .optional()
                    .orElse(Shape.NONE));
  }

  @Override
  public Shape of(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(SHAPES + " and flows.organization = ? group by flows.organization")
                    .param(organization.value())
                    .query(PostgresFlowShapes::shape)
                    .optional()
                    .orElse(Shape.NONE));
  }

  @Override
  public Map<OrganizationName, Shape> all() {
    var shapes = new HashMap<OrganizationName, Shape>();
    database
        .across(Use.QUOTAS)
        .run(
            jdbc ->
                jdbc.sql(SHAPES + " group by flows.organization")
                    .query(
                        row -> {
                          shapes.put(
                              new OrganizationName(row.getString("organization")), shape(row, 0));
                        }));
    return shapes;
  }

  @Override
  public void lock(OrganizationName organization) {
    database
        .of(organization)
        .run(
            jdbc ->
                jdbc.sql("select pg_advisory_xact_lock(hashtextextended('flows of ' || ?, 0))")
                    .param(organization.value())
                    .query((row, number) -> number)
                    .list());
  }

  private static Shape shape(ResultSet row, int number) throws SQLException {
    return new Shape(row.getLong("flows"), row.getLong("steps"), row.getLong("replicas"));
  }
}
