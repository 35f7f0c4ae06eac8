package io.tributary.runtime.quotas;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** From {@code runtime.deployed_steps}; roads that are being cleared are sure of none. */
@Component
final class PostgresSureWorkers implements SureWorkers {
  private static final String STEPS =
      """
      select flows.organization, steps.flow, steps.step,
        greatest(1, (steps.assignment->'workers'->>'min')::int) as workers
      from runtime.deployed_steps steps join runtime.flows on flows.id = steps.flow
      where not steps.closed
      """;

  private final Database database;

  PostgresSureWorkers(Database database) {
    this.database = database;
  }

  private record Step(OrganizationName organization, Place place, int workers) {}

  @Override
  public Map<Place, Integer> of(OrganizationName organization) {
    return byPlace(
        database
            .of(organization)
            .get(
                jdbc ->
                    jdbc.sql(STEPS + " and flows.organization = ?")
                        .param(organization.value())
                        .query(PostgresSureWorkers::step)
                        .list()));
  }

  @Override
  public Map<OrganizationName, Map<Place, Integer>> all() {
    return database
        .across(Use.QUOTAS)
        .get(jdbc -> jdbc.sql(STEPS).query(PostgresSureWorkers::step).list())
        .stream()
        .collect(
            Collectors.groupingBy(
                Step::organization,
                Collectors.collectingAndThen(Collectors.toList(), PostgresSureWorkers::byPlace)));
  }

  private static Map<Place, Integer> byPlace(List<Step> steps) {
    return steps.stream().collect(Collectors.toMap(Step::place, Step::workers, Math::max));
  }

  private static Step step(ResultSet row, int number) throws SQLException {
    return new Step(
        new OrganizationName(row.getString("organization")),
        new Place(new FlowId(row.getString("flow")), new StepName(row.getString("step"))),
        row.getInt("workers"));
  }
}
