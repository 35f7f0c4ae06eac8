package io.tributary.registry.tokens;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.login.TokenText;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Tokens in {@code registry.personal_tokens}. */
@Repository
class PostgresTokens implements Tokens {
  private static final String SELECT =
      """
      select id, organization, subject, owner_name, name, scopes, tail, made_at, expires_at,
          used_at, revoked_at
      from registry.personal_tokens
      """;

  private final JdbcClient database;
  private final TransactionTemplate transactions;

  PostgresTokens(JdbcClient database, TransactionTemplate transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  @Override
  public List<PersonalToken> of(OrganizationName organization) {
    return database
        .sql(SELECT + "where organization = :organization order by made_at desc, id desc")
        .param("organization", organization.value())
        .query(PostgresTokens::token)
        .list();
  }

  @Override
  public Optional<PersonalToken> find(OrganizationName organization, UUID id) {
    return database
        .sql(SELECT + "where organization = :organization and id = :id")
        .param("organization", organization.value())
        .param("id", id)
        .query(PostgresTokens::token)
        .optional();
  }

  @Override
  public Optional<PersonalToken> find(TokenText text) {
    return database
        .sql(SELECT + "where hash = :hash")
        .param("hash", text.hash())
        .query(PostgresTokens::token)
        .optional();
  }

  @Override
  public boolean add(PersonalToken token, TokenText text, int most) {
    return Boolean.TRUE.equals(
        transactions.execute(
            _ -> {
              oneAtATime(token);
              return living(token) < most && insert(token, text);
            }));
  }

  /** Two at the same moment would each count the others only. */
  private void oneAtATime(PersonalToken token) {
    database
        .sql("select pg_advisory_xact_lock(hashtextextended(:owner, 0))")
        .param("owner", "personal-tokens " + token.organization() + " " + token.owner().subject())
        .query((_, number) -> number)
        .list();
  }

  private int living(PersonalToken token) {
    return database
        .sql(
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

  private boolean insert(PersonalToken token, TokenText text) {
    return database
            .sql(
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
        .sql(
            """
            update registry.personal_tokens set revoked_at = :at
            where id = :id and revoked_at is null
            """)
        .param("id", id)
        .param("at", utc(at))
        .update();
  }

  @Override
  public void used(UUID id, Instant at) {
    database
        .sql(
            """
            update registry.personal_tokens set used_at = :at
            where id = :id and (used_at is null or used_at <= :before)
            """)
        .param("id", id)
        .param("at", utc(at))
        .param("before", utc(at.minus(LastUses.APART)))
        .update();
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
