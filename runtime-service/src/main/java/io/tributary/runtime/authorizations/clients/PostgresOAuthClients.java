package io.tributary.runtime.authorizations.clients;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.keys.DataKey;
import io.tributary.runtime.keys.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Clients in PostgreSQL; secrets only as the vault sealed them. */
@Component
final class PostgresOAuthClients implements OAuthClients {
  private static final String SELECT =
      """
      select c.owner, c.component, c.version, c.client_id, c.hosts, c.last_four, c.changed_at,
        c.secret, k.id key_id, k.organization key_organization, k.kek, k.encrypted,
        k.created_at key_made
      from runtime.oauth_clients c join runtime.data_keys k on k.id = c.data_key
      """;

  private final Database database;

  PostgresOAuthClients(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Kept> find(ClientOwner owner, ComponentRef component) {
    return ownedBy(owner)
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where c.owner = ? and c.component = ?")
                    .param(owner.word())
                    .param(component.toString())
                    .query(PostgresOAuthClients::kept)
                    .optional());
  }

  @Override
  public boolean keep(OAuthClient client, Sealed secret) {
    return ownedBy(client.owner())
        .get(
            jdbc ->
                jdbc.sql(
                            """
                            insert into runtime.oauth_clients (owner, component, version, client_id, hosts,
                              last_four, changed_at, data_key, secret)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                            on conflict (owner, component) do update set version = excluded.version,
                              client_id = excluded.client_id, hosts = excluded.hosts,
                              last_four = excluded.last_four, changed_at = excluded.changed_at,
                              data_key = excluded.data_key, secret = excluded.secret
                            where oauth_clients.version = excluded.version - 1
                            """)
                        .param(client.owner().word())
                        .param(client.component().toString())
                        .param(client.version())
                        .param(client.clientId())
                        .param(client.hosts().toArray(String[]::new))
                        .param(client.lastFour())
                        .param(Timestamp.from(client.changedAt()))
                        .param(secret.key().id())
                        .param(secret.content())
                        .update()
                    == 1);
  }

  @Override
  public boolean remove(ClientOwner owner, ComponentRef component) {
    return ownedBy(owner)
        .get(
            jdbc ->
                jdbc.sql("delete from runtime.oauth_clients where owner = ? and component = ?")
                        .param(owner.word())
                        .param(component.toString())
                        .update()
                    > 0);
  }

  @Override
  public List<Kept> sealedBefore(int atMost) {
    return database
        .across(Use.RESEALING)
        .get(
            jdbc ->
                jdbc.sql(
                        SELECT
                            + """
                            where c.data_key <> (
                              select n.id from runtime.data_keys n where n.organization = k.organization
                              order by n.created_at desc, n.id desc limit 1)
                            limit ?
                            """)
                    .param(atMost)
                    .query(PostgresOAuthClients::kept)
                    .list());
  }

  @Override
  public boolean resealed(Kept before, Sealed after) {
    return ownedBy(before.client().owner())
        .get(
            jdbc ->
                jdbc.sql(
                            """
                            update runtime.oauth_clients set data_key = ?, secret = ?
                            where owner = ? and component = ? and version = ? and data_key = ?
                            """)
                        .param(after.key().id())
                        .param(after.content())
                        .param(before.client().owner().word())
                        .param(before.client().component().toString())
                        .param(before.client().version())
                        .param(before.secret().key().id())
                        .update()
                    == 1);
  }

  private Database.Work ownedBy(ClientOwner owner) {
    return switch (owner) {
      case ClientOwner.Organization(var organization) -> database.of(organization);
      case ClientOwner.Platform _ -> database.across(Use.PLATFORM_CLIENTS);
    };
  }

  private static Kept kept(ResultSet row, int number) throws SQLException {
    return new Kept(
        new OAuthClient(
            ClientOwner.of(row.getString("owner")),
            ComponentRef.parse(row.getString("component")),
            row.getInt("version"),
            row.getString("client_id"),
            List.of((String[]) row.getArray("hosts").getArray()),
            row.getString("last_four"),
            row.getTimestamp("changed_at").toInstant()),
        new Sealed(
            new DataKey(
                row.getObject("key_id", UUID.class),
                new OrganizationName(row.getString("key_organization")),
                row.getString("kek"),
                row.getBytes("encrypted"),
                row.getTimestamp("key_made").toInstant()),
            row.getBytes("secret")));
  }
}
