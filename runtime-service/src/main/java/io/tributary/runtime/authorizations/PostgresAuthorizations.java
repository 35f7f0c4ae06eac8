package io.tributary.runtime.authorizations;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import io.tributary.manifest.OAuth2.ClientAuth;
import io.tributary.runtime.keys.DataKey;
import io.tributary.runtime.keys.Sealed;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Authorizations in PostgreSQL; tokens only as the vault sealed them. */
@Component
final class PostgresAuthorizations implements Authorizations {
  private static final String SELECT =
      """
      select a.connection, a.organization, a.name, c.component, a.version, a.subject, a.person,
        a.client_id, a.client_auth, a.token_uri, a.obtained_at, a.expires_at, a.refresh_at,
        a.in_doubt, a.trouble, a.ended_at, a.ended_reason, a.tokens, k.id key_id, k.kek,
        k.encrypted, k.created_at key_made
      from runtime.oauth_authorizations a
        join runtime.connections c on c.id = a.connection
        join runtime.data_keys k on k.id = a.data_key
      """;

  private final Database database;

  PostgresAuthorizations(Database database) {
    this.database = database;
  }

  /** In one statement: tokens and their version belong together. */
  @Override
  public Optional<Kept> find(UUID connection) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where a.connection = ?")
                    .param(connection)
                    .query(PostgresAuthorizations::kept)
                    .optional());
  }

  @Override
  public boolean keep(Authorization authorization, Sealed tokens) {
    return database
        .of(authorization.place().organization())
        .get(
            jdbc ->
                jdbc.sql(
                            """
                            insert into runtime.oauth_authorizations (connection, organization, name, version,
                              subject, person, client_id, client_auth, token_uri, obtained_at, expires_at,
                              refresh_at, data_key, tokens)
                            values (:connection, :organization, :name, :version, :subject, :person, :client,
                              :auth, :token, :obtained, :expires, :refresh, :key, :tokens)
                            on conflict (connection) do update set version = excluded.version,
                              subject = excluded.subject, person = excluded.person,
                              client_id = excluded.client_id, client_auth = excluded.client_auth,
                              token_uri = excluded.token_uri, obtained_at = excluded.obtained_at,
                              expires_at = excluded.expires_at, refresh_at = excluded.refresh_at,
                              data_key = excluded.data_key, tokens = excluded.tokens, claimed_until = null,
                              in_doubt = false, trouble = null, ended_at = null, ended_reason = null
                            where oauth_authorizations.version = excluded.version - 1
                            """)
                        .param("connection", authorization.place().connection())
                        .param("organization", authorization.place().organization().value())
                        .param("name", authorization.place().name().value())
                        .param("version", authorization.version())
                        .param("subject", authorization.person().subject())
                        .param("person", authorization.person().name())
                        .param("client", authorization.deal().clientId())
                        .param("auth", authorization.deal().clientAuth().word())
                        .param("token", authorization.deal().tokenEndpoint().toString())
                        .param("obtained", Timestamp.from(authorization.times().obtainedAt()))
                        .param("expires", Timestamp.from(authorization.times().expiresAt()))
                        .param("refresh", Timestamp.from(authorization.times().refreshAt()))
                        .param("key", tokens.key().id())
                        .param("tokens", tokens.content())
                        .update()
                    == 1);
  }

  /** Of two at once, the second waits for the first's row and then finds it claimed. */
  @Override
  public boolean claim(Authorization authorization, Instant now, Instant until, boolean early) {
    return database
        .of(authorization.place().organization())
        .get(
            jdbc ->
                jdbc.sql(
                            """
                            update runtime.oauth_authorizations set claimed_until = :until, in_doubt = true
                            where connection = :connection and version = :version and ended_at is null
                              and (claimed_until is null or claimed_until <= :now)
                              and (:early or refresh_at <= :now)
                            """)
                        .param("until", Timestamp.from(until))
                        .param("now", Timestamp.from(now))
                        .param("early", early)
                        .param("connection", authorization.place().connection())
                        .param("version", authorization.version())
                        .update()
                    == 1);
  }

  @Override
  public void hinder(Authorization authorization, Instant notBefore, String trouble) {
    database
        .of(authorization.place().organization())
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        update runtime.oauth_authorizations
                        set claimed_until = null, refresh_at = ?, trouble = ?
                        where connection = ? and version = ? and ended_at is null
                        """)
                    .param(Timestamp.from(notBefore))
                    .param(trouble)
                    .param(authorization.place().connection())
                    .param(authorization.version())
                    .update());
  }

  @Override
  public boolean end(Authorization authorization, AuthorizationState.Ended ended) {
    return database
        .of(authorization.place().organization())
        .get(
            jdbc ->
                jdbc.sql(
                            """
                            update runtime.oauth_authorizations
                            set claimed_until = null, ended_at = ?, ended_reason = ?
                            where connection = ? and version = ? and ended_at is null
                            """)
                        .param(Timestamp.from(ended.since()))
                        .param(ended.reason())
                        .param(authorization.place().connection())
                        .param(authorization.version())
                        .update()
                    == 1);
  }

  @Override
  public List<Kept> due(Instant now, int atMost) {
    return database
        .across(Use.RENEWAL)
        .get(
            jdbc ->
                jdbc.sql(
                        SELECT
                            + """
                            where a.refresh_at <= :now and a.ended_at is null
                              and (a.claimed_until is null or a.claimed_until <= :now)
                            order by a.refresh_at limit :most
                            """)
                    .param("now", Timestamp.from(now))
                    .param("most", atMost)
                    .query(PostgresAuthorizations::kept)
                    .list());
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
                            where a.connection > :after and a.data_key <> (
                              select n.id from runtime.data_keys n where n.organization = a.organization
                              order by n.created_at desc, n.id desc limit 1)
                            order by a.connection limit :most
                            """)
                    .param("after", after)
                    .param("most", atMost)
                    .query(PostgresAuthorizations::kept)
                    .list());
  }

  @Override
  public boolean resealed(Kept before, Sealed after) {
    return database
        .of(before.authorization().place().organization())
        .get(
            jdbc ->
                jdbc.sql(
                            """
                            update runtime.oauth_authorizations set data_key = ?, tokens = ?
                            where connection = ? and version = ? and data_key = ?
                            """)
                        .param(after.key().id())
                        .param(after.content())
                        .param(before.authorization().place().connection())
                        .param(before.authorization().version())
                        .param(before.tokens().key().id())
                        .update()
                    == 1);
  }

  private static Kept kept(ResultSet row, int number) throws SQLException {
    var organization = new OrganizationName(row.getString("organization"));
    return new Kept(
        new Authorization(
            new Consent.Place(
                row.getObject("connection", UUID.class),
                organization,
                new ConnectionName(row.getString("name")),
                ComponentRef.parse(row.getString("component"))),
            row.getInt("version"),
            new Person(row.getString("subject"), row.getString("person")),
            new Deal(
                row.getString("client_id"),
                ClientAuth.of(row.getString("client_auth")),
                URI.create(row.getString("token_uri"))),
            new Authorization.Times(
                row.getTimestamp("obtained_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getTimestamp("refresh_at").toInstant()),
            row.getBoolean("in_doubt"),
            state(row)),
        new Sealed(
            new DataKey(
                row.getObject("key_id", UUID.class),
                organization,
                row.getString("kek"),
                row.getBytes("encrypted"),
                row.getTimestamp("key_made").toInstant()),
            row.getBytes("tokens")));
  }

  private static AuthorizationState state(ResultSet row) throws SQLException {
    var ended = row.getTimestamp("ended_at");
    if (ended != null) {
      return new AuthorizationState.Ended(ended.toInstant(), row.getString("ended_reason"));
    }
    var trouble = row.getString("trouble");
    return trouble == null
        ? new AuthorizationState.Good()
        : new AuthorizationState.Hindered(trouble);
  }
}
