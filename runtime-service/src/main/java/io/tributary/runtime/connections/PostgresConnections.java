package io.tributary.runtime.connections;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Connections in PostgreSQL; secrets only as the vault sealed them. */
@Component
final class PostgresConnections implements Connections {
  private static final String SELECT =
      """
      select organization, name, component, version, fields, fingerprints, state, state_since,
        state_reason, changed_at
      from runtime.connections where organization = :organization
      """;

  private final JdbcClient jdbc;

  PostgresConnections(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Connection> find(OrganizationName organization, ConnectionName name) {
    return jdbc.sql(SELECT + " and name = :name")
        .param("organization", organization.value())
        .param("name", name.value())
        .query(PostgresConnections::connection)
        .optional();
  }

  @Override
  public List<Connection> all(OrganizationName organization) {
    return jdbc.sql(SELECT + " order by name")
        .param("organization", organization.value())
        .query(PostgresConnections::connection)
        .list();
  }

  @Override
  public Optional<SealedSecrets> secrets(OrganizationName organization, ConnectionName name) {
    return jdbc.sql(
            """
            select secret_key, secrets from runtime.connections
            where organization = ? and name = ?
            """)
        .param(organization.value())
        .param(name.value())
        .query(
            (row, number) -> new SealedSecrets(row.getBytes("secret_key"), row.getBytes("secrets")))
        .optional();
  }

  @Override
  public boolean add(Connection connection, SealedSecrets secrets) {
    return filled(
                """
                insert into runtime.connections (organization, name, component, version, fields,
                  fingerprints, state, state_since, state_reason, changed_at, secret_key, secrets)
                values (:organization, :name, :component, :version, :fields::jsonb,
                  :fingerprints::jsonb, :state, :since, :reason, :changed, :key, :secrets)
                on conflict (organization, name) do nothing
                """,
                connection)
            .param("key", secrets.key())
            .param("secrets", secrets.content())
            .update()
        == 1;
  }

  @Override
  public boolean replace(Connection connection, SealedSecrets secrets) {
    return filled(
                """
                update runtime.connections set component = :component, version = :version,
                  fields = :fields::jsonb, fingerprints = :fingerprints::jsonb, state = :state,
                  state_since = :since, state_reason = :reason, changed_at = :changed,
                  secret_key = :key, secrets = :secrets
                where organization = :organization and name = :name and version = :version - 1
                """,
                connection)
            .param("key", secrets.key())
            .param("secrets", secrets.content())
            .update()
        == 1;
  }

  @Override
  public void mark(Connection connection) {
    var state = StateColumns.of(connection.state());
    jdbc.sql(
            """
            update runtime.connections set state = ?, state_since = ?, state_reason = ?
            where organization = ? and name = ? and version = ?
            """)
        .param(state.word())
        .param(state.since())
        .param(state.reason())
        .param(connection.organization().value())
        .param(connection.name().value())
        .param(connection.version())
        .update();
  }

  @Override
  public void remove(OrganizationName organization, ConnectionName name) {
    jdbc.sql("delete from runtime.connections where organization = ? and name = ?")
        .param(organization.value())
        .param(name.value())
        .update();
  }

  private JdbcClient.StatementSpec filled(String sql, Connection connection) {
    var state = StateColumns.of(connection.state());
    return jdbc.sql(sql)
        .param("organization", connection.organization().value())
        .param("name", connection.name().value())
        .param("component", connection.component().toString())
        .param("version", connection.version())
        .param("fields", connection.fields().toString())
        .param("fingerprints", Json.write(connection.fingerprints()))
        .param("state", state.word())
        .param("since", state.since())
        .param("reason", state.reason())
        .param("changed", Timestamp.from(connection.changedAt()));
  }

  private static Connection connection(ResultSet row, int number) throws SQLException {
    var fingerprints = new TreeMap<String, String>();
    for (Map.Entry<String, tools.jackson.databind.JsonNode> entry :
        Json.tree(row.getString("fingerprints")).properties()) {
      fingerprints.put(entry.getKey(), entry.getValue().asString());
    }
    return new Connection(
        new OrganizationName(row.getString("organization")),
        new ConnectionName(row.getString("name")),
        ComponentRef.parse(row.getString("component")),
        row.getInt("version"),
        Json.tree(row.getString("fields")),
        fingerprints,
        StateColumns.read(row),
        row.getTimestamp("changed_at").toInstant());
  }
}
