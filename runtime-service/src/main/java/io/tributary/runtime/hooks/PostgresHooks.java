package io.tributary.runtime.hooks;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.FlowName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.StepName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Hooks in PostgreSQL. */
@Component
final class PostgresHooks implements Hooks {
  private static final String SELECT =
      "select id, organization, flow, flow_name, step, revision, replies, event_id from"
          + " runtime.hooks";

  private final Database database;

  PostgresHooks(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Hook> find(String id) {
    return database
        .across(Use.DOOR)
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where id = ?").param(id).query(PostgresHooks::hook).optional());
  }

  @Override
  public List<Hook> all() {
    return database
        .across(Use.DOOR)
        .get(jdbc -> jdbc.sql(SELECT).query(PostgresHooks::hook).list());
  }

  @Override
  public Optional<Hook> ofFlow(FlowId flow) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where flow = ?")
                    .param(flow.value())
                    .query(PostgresHooks::hook)
                    .optional());
  }

  @Override
  public Optional<Hook> named(OrganizationName organization, FlowName flow) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where organization = ? and flow_name = ?")
                    .param(organization.value())
                    .param(flow.value())
                    .query(PostgresHooks::hook)
                    .optional());
  }

  @Override
  public Hook open(Hook hook) {
    return database
        .of(hook.organization())
        .get(
            jdbc -> {
              jdbc.sql("delete from runtime.hooks where flow = ? and step <> ?")
                  .param(hook.flow().value())
                  .param(hook.step().value())
                  .update();
              return jdbc.sql(
                      """
                      insert into runtime.hooks
                        (id, flow, step, organization, flow_name, revision, replies, event_id)
                      values (:id, :flow, :step, :organization, :name, :revision, :replies, :eventId)
                      on conflict (flow, step) do update
                        set revision = excluded.revision, replies = excluded.replies, event_id = excluded.event_id
                      returning id, organization, flow, flow_name, step, revision, replies, event_id
                      """)
                  .param("id", hook.id())
                  .param("flow", hook.flow().value())
                  .param("step", hook.step().value())
                  .param("organization", hook.organization().value())
                  .param("name", hook.flowName().value())
                  .param("revision", hook.revision())
                  .param("replies", hook.replies())
                  .param("eventId", hook.eventId().value())
                  .query(PostgresHooks::hook)
                  .single();
            });
  }

  @Override
  public void close(FlowId flow) {
    database
        .here()
        .run(
            jdbc ->
                jdbc.sql("delete from runtime.hooks where flow = ?").param(flow.value()).update());
  }

  private static Hook hook(ResultSet row, int number) throws SQLException {
    return new Hook(
        row.getString("id"),
        new OrganizationName(row.getString("organization")),
        new FlowId(row.getString("flow")),
        new FlowName(row.getString("flow_name")),
        new StepName(row.getString("step")),
        row.getInt("revision"),
        row.getBoolean("replies"),
        new EventIdRule(row.getString("event_id")));
  }
}
