package io.tributary.runtime.connections;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Statements;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.keys.DataKey;
import io.tributary.runtime.keys.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Connections in PostgreSQL; secrets only as the vault sealed them. */
@Component
final class PostgresConnections implements Connections {
  private static final String SELECT =
      """
      select c.id, c.organization, c.name, c.component, c.version, c.fields, c.fingerprints,
        c.state, c.state_since, c.state_reason, c.changed_at, c.secret_key, c.secrets,
        k.id key_id, k.kek, k.encrypted, k.created_at key_made
      from runtime.connections c left join runtime.data_keys k on k.id = c.data_key
      """;

  private static final String OF = SELECT + " where c.organization = :organization";

  private final Database database;

  PostgresConnections(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Connection> find(OrganizationName organization, ConnectionName name) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(OF + " and c.name = :name")
                    .param("organization", organization.value())
                    .param("name", name.value())
                    .query(PostgresConnections::connection)
                    .optional());
  }

  @Override
  public List<Connection> all(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(OF + " order by c.name")
                    .param("organization", organization.value())
                    .query(PostgresConnections::connection)
                    .list());
  }

  /** In one statement: of two, a change in between would give one version's and another's. */
  @Override
  public Optional<Kept> kept(OrganizationName organization, ConnectionName name) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(OF + " and c.name = :name")
                    .param("organization", organization.value())
                    .param("name", name.value())
                    .query(PostgresConnections::kept)
                    .optional());
  }

  @Override
  public boolean add(Connection connection, SealedSecrets secrets) {
    return database
        .of(connection.organization())
        .get(
            jdbc ->
                filled(
                            jdbc,
                            """
                            insert into runtime.connections (id, organization, name, component, version, fields,
                              fingerprints, state, state_since, state_reason, changed_at, secret_key, data_key,
                              secrets)
                            values (:id, :organization, :name, :component, :version, :fields::jsonb,
                              :fingerprints::jsonb, :state, :since, :reason, :changed, :own, :key, :secrets)
                            on conflict (organization, name) do nothing
                            """,
                            connection,
                            secrets)
                        .update()
                    == 1);
  }

  @Override
  public boolean replace(Connection connection, SealedSecrets secrets) {
    return database
        .of(connection.organization())
        .get(
            jdbc ->
                filled(
                            jdbc,
                            """
                            update runtime.connections set component = :component, version = :version,
                              fields = :fields::jsonb, fingerprints = :fingerprints::jsonb, state = :state,
                              state_since = :since, state_reason = :reason, changed_at = :changed,
                              secret_key = :own, data_key = :key, secrets = :secrets
                            where id = :id and organization = :organization and name = :name
                              and version = :version - 1
                            """,
                            connection,
                            secrets)
                        .update()
                    == 1);
  }

  @Override
  public void mark(Connection connection) {
    database
        .of(connection.organization())
        .run(
            jdbc -> {
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
            });
  }

  @Override
  public void remove(OrganizationName organization, ConnectionName name) {
    database
        .of(organization)
        .run(
            jdbc ->
                jdbc.sql("delete from runtime.connections where organization = ? and name = ?")
                    .param(organization.value())
                    .param(name.value())
                    .update());
  }

  @Override
  public List<Kept> sealedBefore(UUID after, int atMost) {
    return database
        .across(Use.RESEALING)
        .get(
            jdbc ->
                jdbc.sql(
                        SELECT
                            + """
                            where c.id > :after and c.data_key is distinct from (
                              select n.id from runtime.data_keys n where n.organization = c.organization
                              order by n.created_at desc, n.id desc limit 1)
                            order by c.id limit :most
                            """)
                    .param("after", after)
                    .param("most", atMost)
                    .query(PostgresConnections::kept)
                    .list());
  }

  @Override
  public boolean resealed(Kept before, SealedSecrets after) {
    return database
        .of(before.connection().organization())
        .get(
            jdbc ->
                jdbc.sql(
                            """
                            update runtime.connections set secret_key = :own, data_key = :key, secrets = :secrets
                            where id = :id and version = :version and data_key is not distinct from :before
                            """)
                        .param("own", ownKey(after), Types.BINARY)
                        .param("key", dataKey(after), Types.OTHER)
                        .param("secrets", content(after))
                        .param("id", before.connection().id())
                        .param("version", before.connection().version())
                        .param("before", dataKey(before.secrets()), Types.OTHER)
                        .update()
                    == 1);
  }

  private static byte @Nullable [] ownKey(SealedSecrets secrets) {
    return secrets instanceof SealedSecrets.ByOwnKey own ? own.key() : null;
  }

  private static byte[] content(SealedSecrets secrets) {
    return switch (secrets) {
      case SealedSecrets.ByDataKey(var sealed) -> sealed.content();
      case SealedSecrets.ByOwnKey own -> own.content();
    };
  }

  private static @Nullable UUID dataKey(SealedSecrets secrets) {
    return secrets instanceof SealedSecrets.ByDataKey(var sealed) ? sealed.key().id() : null;
  }

  private StatementSpec filled(
      Statements jdbc, String sql, Connection connection, SealedSecrets secrets) {
    var state = StateColumns.of(connection.state());
    return jdbc.sql(sql)
        .param("id", connection.id())
        .param("own", ownKey(secrets), Types.BINARY)
        .param("key", dataKey(secrets), Types.OTHER)
        .param("secrets", content(secrets))
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

  private static Kept kept(ResultSet row, int number) throws SQLException {
    return new Kept(connection(row, number), secrets(row));
  }

  private static SealedSecrets secrets(ResultSet row) throws SQLException {
    var key = row.getObject("key_id", UUID.class);
    return key == null
        ? new SealedSecrets.ByOwnKey(row.getBytes("secret_key"), row.getBytes("secrets"))
        : new SealedSecrets.ByDataKey(
            new Sealed(
                new DataKey(
                    key,
                    new OrganizationName(row.getString("organization")),
                    row.getString("kek"),
                    row.getBytes("encrypted"),
                    row.getTimestamp("key_made").toInstant()),
                row.getBytes("secrets")));
  }

  private static Connection connection(ResultSet row, int number) throws SQLException {
    var fingerprints = new TreeMap<String, String>();
    for (Map.Entry<String, tools.jackson.databind.JsonNode> entry :
        Json.tree(row.getString("fingerprints")).properties()) {
      fingerprints.put(entry.getKey(), entry.getValue().asString());
    }
    return new Connection(
        row.getObject("id", UUID.class),
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
