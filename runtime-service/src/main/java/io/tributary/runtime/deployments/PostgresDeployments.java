package io.tributary.runtime.deployments;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.flows.FlowReader.Notation;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Flows in PostgreSQL. */
@Component
final class PostgresDeployments implements Deployments {
  private static final String SELECT =
      """
      select id, organization, name, revision, deployed_revision, state, state_since, state_reason,
        created_at
      from runtime.flows
      """;
  private static final String HERE = " and state not in ('stopping', 'stopped')";

  private final Database database;

  PostgresDeployments(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Deployment> find(OrganizationName organization, FlowName name) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where organization = ? and name = ?" + HERE)
                    .param(organization.value())
                    .param(name.value())
                    .query(PostgresDeployments::deployment)
                    .optional());
  }

  @Override
  public Optional<Deployment> find(FlowId flow) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where id = ?")
                    .param(flow.value())
                    .query(PostgresDeployments::deployment)
                    .optional());
  }

  @Override
  public List<Deployment> all(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where organization = ?" + HERE + " order by name")
                    .param(organization.value())
                    .query(PostgresDeployments::deployment)
                    .list());
  }

  @Override
  public List<Deployment> every(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where organization = ? order by id")
                    .param(organization.value())
                    .query(PostgresDeployments::deployment)
                    .list());
  }

  @Override
  public List<Deployment> underWay() {
    return database
        .across(Use.DEPLOYMENTS)
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where state in ('starting', 'stopping') order by state_since")
                    .query(PostgresDeployments::deployment)
                    .list());
  }

  @Override
  public List<FlowId> running() {
    return database
        .across(Use.RETENTION)
        .get(
            jdbc ->
                jdbc.sql("select distinct flow from runtime.deployed_steps order by flow")
                    .query((row, number) -> new FlowId(row.getString("flow")))
                    .list());
  }

  @Override
  public boolean add(Deployment deployment) {
    return database
        .of(deployment.organization())
        .get(
            jdbc -> {
              var state = StateColumns.of(deployment.state());
              return jdbc.sql(
                          """
                          insert into runtime.flows (id, organization, name, revision, deployed_revision,
                            state, state_since, state_reason, created_at)
                          values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                          on conflict do nothing
                          """)
                      .param(deployment.flow().value())
                      .param(deployment.organization().value())
                      .param(deployment.name().value())
                      .param(deployment.revision())
                      .param(orNull(deployment.deployed()))
                      .param(state.word())
                      .param(state.since())
                      .param(state.reason())
                      .param(Timestamp.from(deployment.createdAt()))
                      .update()
                  == 1;
            });
  }

  @Override
  public void save(Deployment deployment) {
    database
        .of(deployment.organization())
        .run(
            jdbc -> {
              var state = StateColumns.of(deployment.state());
              jdbc.sql(
                      """
                      update runtime.flows set revision = ?, deployed_revision = ?, state = ?,
                        state_since = ?, state_reason = ?
                      where id = ?
                      """)
                  .param(deployment.revision())
                  .param(orNull(deployment.deployed()))
                  .param(state.word())
                  .param(state.since())
                  .param(state.reason())
                  .param(deployment.flow().value())
                  .update();
            });
  }

  @Override
  public boolean addRevision(FlowId flow, Revision revision) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                            """
                            insert into runtime.flow_revisions
                              (flow, revision, notation, document, plan, created_at, created_by)
                            values (?, ?, ?, ?, ?::json, ?, ?)
                            on conflict do nothing
                            """)
                        .param(flow.value())
                        .param(revision.number())
                        .param(revision.notation().name())
                        .param(revision.document())
                        .param(Json.write(revision.plan()))
                        .param(Timestamp.from(revision.at()))
                        .param(revision.by())
                        .update()
                    == 1);
  }

  @Override
  public Optional<Revision> revision(FlowId flow, int number) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select revision, notation, document, plan, created_at, created_by
                        from runtime.flow_revisions where flow = ? and revision = ?
                        """)
                    .param(flow.value())
                    .param(number)
                    .query(
                        (row, index) ->
                            new Revision(
                                row.getInt("revision"),
                                Notation.valueOf(row.getString("notation")),
                                row.getString("document"),
                                Json.read(row.getString("plan"), FlowPlan.class),
                                row.getTimestamp("created_at").toInstant(),
                                row.getString("created_by")))
                    .optional());
  }

  @Override
  public List<StepAssignment> assigned(FlowId flow) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        "select assignment from runtime.deployed_steps where flow = ? and not"
                            + " closed order by position")
                    .param(flow.value())
                    .query(PostgresDeployments::assignment)
                    .list());
  }

  @Override
  public List<StepAssignment> roads(FlowId flow) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        "select assignment from runtime.deployed_steps where flow = ? order by"
                            + " position")
                    .param(flow.value())
                    .query(PostgresDeployments::assignment)
                    .list());
  }

  @Override
  public List<FlowId> clearing() {
    return database
        .across(Use.DEPLOYMENTS)
        .get(
            jdbc ->
                jdbc.sql(
                        "select distinct flow from runtime.deployed_steps where closed order by"
                            + " flow")
                    .query((row, number) -> new FlowId(row.getString("flow")))
                    .list());
  }

  @Override
  public Optional<StepAssignment> assigned(FlowId flow, StepName step) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(
                        "select assignment from runtime.deployed_steps where flow = ? and step = ?"
                            + " and not closed")
                    .param(flow.value())
                    .param(step.value())
                    .query(PostgresDeployments::assignment)
                    .optional());
  }

  @Override
  public void assign(FlowId flow, List<StepAssignment> roads) {
    database
        .here()
        .run(
            jdbc -> {
              jdbc.sql("delete from runtime.deployed_steps where flow = ?")
                  .param(flow.value())
                  .update();
              for (int position = 0; position < roads.size(); position++) {
                var step = roads.get(position);
                var connection = step.connection();
                jdbc.sql(
                        """
                        insert into runtime.deployed_steps
                          (flow, step, position, image, connection, assignment, road, closed)
                        values (?, ?, ?, ?, ?, ?::json, ?, ?)
                        """)
                    .param(flow.value())
                    .param(step.step().value())
                    .param(position)
                    .param(step.image().value())
                    .param(connection == null ? null : connection.value())
                    .param(Json.write(step))
                    .param(step.editions().road())
                    .param(step.editions().closed())
                    .update();
              }
            });
  }

  @Override
  public void ended(EndedRoad road) {
    database
        .here()
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        insert into runtime.ended_roads (flow, step, road, ended_at) values (?, ?, ?, ?)
                        on conflict do nothing
                        """)
                    .param(road.flow().value())
                    .param(road.step().value())
                    .param(road.number())
                    .param(Timestamp.from(road.at()))
                    .update());
  }

  @Override
  public Map<StepName, Integer> ended(FlowId flow) {
    return database
        .here()
        .get(
            jdbc -> {
              var highest = new HashMap<StepName, Integer>();
              jdbc.sql(
                      "select step, max(road) as road from runtime.ended_roads where flow = ? group"
                          + " by step")
                  .param(flow.value())
                  .query(
                      row -> {
                        highest.put(new StepName(row.getString("step")), row.getInt("road"));
                      });
              return highest;
            });
  }

  @Override
  public List<EndedRoad> endedBefore(Instant at) {
    return database
        .across(Use.RETENTION)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select flow, step, road, ended_at from runtime.ended_roads
                        where not room_gone and ended_at < ? order by ended_at
                        """)
                    .param(Timestamp.from(at))
                    .query(
                        (row, number) ->
                            new EndedRoad(
                                new FlowId(row.getString("flow")),
                                new StepName(row.getString("step")),
                                row.getInt("road"),
                                row.getTimestamp("ended_at").toInstant()))
                    .list());
  }

  @Override
  public void roomGone(EndedRoad road) {
    database
        .here()
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        update runtime.ended_roads set room_gone = true
                        where flow = ? and step = ? and road = ?
                        """)
                    .param(road.flow().value())
                    .param(road.step().value())
                    .param(road.number())
                    .update());
  }

  private static StepAssignment assignment(ResultSet row, int number) throws SQLException {
    return Json.read(row.getString("assignment"), StepAssignment.class);
  }

  private static Deployment deployment(ResultSet row, int number) throws SQLException {
    int deployed = row.getInt("deployed_revision");
    return new Deployment(
        new FlowId(row.getString("id")),
        new OrganizationName(row.getString("organization")),
        new FlowName(row.getString("name")),
        row.getInt("revision"),
        deployed == 0 ? OptionalInt.empty() : OptionalInt.of(deployed),
        StateColumns.read(row),
        row.getTimestamp("created_at").toInstant());
  }

  private static @Nullable Integer orNull(OptionalInt number) {
    return number.isPresent() ? number.getAsInt() : null;
  }
}
