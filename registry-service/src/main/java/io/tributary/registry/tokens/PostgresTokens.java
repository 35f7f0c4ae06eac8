package io.tributary.registry.tokens;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.TokenText;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Statements;
import io.tributary.foundation.persistence.Use;
import io.tributary.registry.tokens.PersonalToken.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/** Tokens in {@code registry.personal_tokens}. */
@Repository
class PostgresTokens implements Tokens {
  private static final String SELECT =
      """
      select id, organization, subject, owner_name, name, scopes, tail, made_at, expires_at,
          used_at, revoked_at
      from registry.personal_tokens
      """;

  private final Database database;

  PostgresTokens(Database database) {
    this.database = database;
  }

  @Override
  public List<PersonalToken> of(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        SELECT
                            + "where organization = :organization order by made_at desc, id desc")
                    .param("organization", organization.value())
                    .query(PostgresTokens::token)
                    .list());
  }

  @Override
  public Optional<PersonalToken> find(OrganizationName organization, UUID id) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(SELECT + "where organization = :organization and id = :id")
                    .param("organization", organization.value())
                    .param("id", id)
                    .query(PostgresTokens::token)
                    .optional());
  }

  @Override
  public Optional<PersonalToken> find(TokenText text) {
    return database
        .across(Use.LOG_IN)
        .get(
            jdbc ->
                jdbc.sql(SELECT + "where hash = :hash")
                    .param("hash", text.hash())
                    .query(PostgresTokens::token)
                    .optional());
  }

  @Override
  public boolean add(PersonalToken token, TokenText text, int most) {
    return database
        .of(token.organization())
        .get(
            jdbc -> {
              oneAtATime(jdbc, token);
              return living(jdbc, token) < most && insert(jdbc, token, text);
            });
  }

  /** Two at the same moment would each count the others only. */
  private void oneAtATime(Statements jdbc, PersonalToken token) {
    jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:owner, 0))")
        .param("owner", "personal-tokens " + token.organization() + " " + token.owner().subject())
        .query((_, number) -> number)
        .list();
  }

  private int living(Statements jdbc, PersonalToken token) {
    return jdbc.sql(
            """
            select count(*) from registry.personal_tokens
            where organization = :organization and subject = :subject
                and revoked_at is null and expires_at > :now
            """)
        .param("organization", token.organization().value())
        .param("subject", token.owner().subject())
        .param("now", utc(token.life().madeAt()))
        .query(Integer.class)
        .single();
  }

  private boolean insert(Statements jdbc, PersonalToken token, TokenText text) {
    return jdbc.sql(
                """
                insert into registry.personal_tokens
                    (id, organization, subject, owner_name, name, scopes, hash, tail, made_at,
                     expires_at)
                values (:id, :organization, :subject, :ownerName, :name, :scopes, :hash, :tail,
                        :madeAt, :expiresAt)
                """)
            .param("id", token.id())
            .param("organization", token.organization().value())
            .param("subject", token.owner().subject())
            .param("ownerName", token.owner().name())
            .param("name", token.name())
            .param("scopes", String.join(" ", token.scopes().words()))
            .param("hash", text.hash())
            .param("tail", token.tail())
            .param("madeAt", utc(token.life().madeAt()))
            .param("expiresAt", utc(token.life().expiresAt()))
            .update()
        == 1;
  }

  @Override
  public void revoke(UUID id, Instant at) {
    database
        .here()
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        update registry.personal_tokens set revoked_at = :at
                        where id = :id and revoked_at is null
                        """)
                    .param("id", id)
                    .param("at", utc(at))
                    .update());
  }

  @Override
  public void used(UUID id, Instant at) {
    database
        .across(Use.LOG_IN)
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        update registry.personal_tokens set used_at = :at
                        where id = :id and (used_at is null or used_at <= :before)
                        """)
                    .param("id", id)
                    .param("at", utc(at))
                    .param("before", utc(at.minus(LastUses.APART)))
                    .update());
  }

  private static PersonalToken token(ResultSet row, int number) throws SQLException {
    return new PersonalToken(
        row.getObject("id", UUID.class),
        new OrganizationName(row.getString("organization")),
        new Owner(row.getString("subject"), row.getString("owner_name")),
        row.getString("name"),
        Scopes.of(List.of(row.getString("scopes").split(" ", -1))),
        row.getString("tail"),
        new TokenLife(
            row.getObject("made_at", OffsetDateTime.class).toInstant(),
            row.getObject("expires_at", OffsetDateTime.class).toInstant(),
            instant(row.getObject("used_at", OffsetDateTime.class)),
            instant(row.getObject("revoked_at", OffsetDateTime.class))));
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime utc(Instant at) {
    return at.atOffset(ZoneOffset.UTC);
  }
}
