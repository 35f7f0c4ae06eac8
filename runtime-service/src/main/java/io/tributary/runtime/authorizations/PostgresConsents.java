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
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Consents in PostgreSQL. */
@Component
final class PostgresConsents implements Consents {
  private static final int TRIES = 5;

  private static final String SELECT =
      """
      select c.state, c.connection, c.organization, c.name, c.component, c.subject, c.person,
        c.client_id, c.client_auth, c.authorization_uri, c.token_uri, c.expires_at, c.answered,
        c.declined, c.confirmation, c.secrets, k.id key_id, k.kek, k.encrypted,
        k.created_at key_made
      from runtime.oauth_consents c join runtime.data_keys k on k.id = c.data_key
      """;

  private final Database database;

  PostgresConsents(Database database) {
    this.database = database;
  }

  @Override
  public void ask(KeptConsent kept) {
    database
        .of(kept.consent().place().organization())
        .run(
            jdbc -> {
              var consent = kept.consent();
              jdbc.sql(
                      """
                      insert into runtime.oauth_consents (state, connection, organization, name, component,
                        subject, person, client_id, client_auth, authorization_uri, token_uri, expires_at,
                        data_key, secrets)
                      values (:state, :connection, :organization, :name, :component, :subject, :person,
                        :client, :auth, :page, :token, :expires, :key, :secrets)
                      on conflict (connection, subject) do update set state = excluded.state,
                        component = excluded.component, person = excluded.person,
                        client_id = excluded.client_id, client_auth = excluded.client_auth,
                        authorization_uri = excluded.authorization_uri, token_uri = excluded.token_uri,
                        expires_at = excluded.expires_at, data_key = excluded.data_key,
                        secrets = excluded.secrets, answered = false, declined = null, confirmation = null,
                        wrong = 0
                      """)
                  .param("state", kept.state())
                  .param("connection", consent.place().connection())
                  .param("organization", consent.place().organization().value())
                  .param("name", consent.place().name().value())
                  .param("component", consent.place().component().toString())
                  .param("subject", consent.person().subject())
                  .param("person", consent.person().name())
                  .param("client", consent.deal().clientId())
                  .param("auth", consent.deal().clientAuth().word())
                  .param("page", consent.page().toString())
                  .param("token", consent.deal().tokenEndpoint().toString())
                  .param("expires", Timestamp.from(consent.expiresAt()))
                  .param("key", kept.secrets().key().id())
                  .param("secrets", kept.secrets().content())
                  .update();
            });
  }

  @Override
  public Optional<KeptConsent> byState(String state) {
    return database
        .across(Use.CONSENTS)
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where c.state = ?")
                    .param(state)
                    .query(PostgresConsents::kept)
                    .optional());
  }

  @Override
  public Optional<KeptConsent> of(UUID connection, String subject) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where c.connection = ? and c.subject = ?")
                    .param(connection)
                    .param(subject)
                    .query(PostgresConsents::kept)
                    .optional());
  }

  @Override
  public boolean answer(KeptConsent answered) {
    return database
        .of(answered.consent().place().organization())
        .get(
            jdbc -> {
              var state = answered.consent().state();
              return jdbc.sql(
                          """
                          update runtime.oauth_consents set answered = true, declined = :declined,
                            confirmation = :confirmation, data_key = :key, secrets = :secrets
                          where state = :state and not answered
                          """)
                      .param(
                          "declined",
                          state instanceof ConsentState.Declined(var error) ? error : null,
                          Types.VARCHAR)
                      .param(
                          "confirmation",
                          state instanceof ConsentState.Given(var confirmation)
                              ? confirmation
                              : null,
                          Types.VARCHAR)
                      .param("key", answered.secrets().key().id())
                      .param("secrets", answered.secrets().content())
                      .param("state", answered.state())
                      .update()
                  == 1;
            });
  }

  @Override
  public int wrong(KeptConsent consent) {
    return database
        .of(consent.consent().place().organization())
        .get(
            jdbc -> {
              int wrong =
                  jdbc.sql(
                          "update runtime.oauth_consents set wrong = wrong + 1 where state = ?"
                              + " returning wrong")
                      .param(consent.state())
                      .query(Integer.class)
                      .optional()
                      .orElse(TRIES);
              if (wrong >= TRIES) {
                take(consent);
              }
              return Math.max(0, TRIES - wrong);
            });
  }

  @Override
  public boolean take(KeptConsent consent) {
    return database
        .of(consent.consent().place().organization())
        .get(
            jdbc ->
                jdbc.sql("delete from runtime.oauth_consents where state = ?")
                        .param(consent.state())
                        .update()
                    == 1);
  }

  @Override
  public void forgetOver(Instant now) {
    database
        .across(Use.RENEWAL)
        .run(
            jdbc ->
                jdbc.sql("delete from runtime.oauth_consents where expires_at <= ?")
                    .param(Timestamp.from(now))
                    .update());
  }

  private static KeptConsent kept(ResultSet row, int number) throws SQLException {
    var organization = new OrganizationName(row.getString("organization"));
    return new KeptConsent(
        row.getString("state"),
        new Consent(
            new Consent.Place(
                row.getObject("connection", UUID.class),
                organization,
                new ConnectionName(row.getString("name")),
                ComponentRef.parse(row.getString("component"))),
            new Person(row.getString("subject"), row.getString("person")),
            URI.create(row.getString("authorization_uri")),
            new Deal(
                row.getString("client_id"),
                ClientAuth.of(row.getString("client_auth")),
                URI.create(row.getString("token_uri"))),
            row.getTimestamp("expires_at").toInstant(),
            state(row)),
        new Sealed(
            new DataKey(
                row.getObject("key_id", UUID.class),
                organization,
                row.getString("kek"),
                row.getBytes("encrypted"),
                row.getTimestamp("key_made").toInstant()),
            row.getBytes("secrets")));
  }

  private static ConsentState state(ResultSet row) throws SQLException {
    if (!row.getBoolean("answered")) {
      return new ConsentState.Asked();
    }
    var confirmation = row.getString("confirmation");
    return confirmation == null
        ? new ConsentState.Declined(row.getString("declined"))
        : new ConsentState.Given(confirmation);
  }
}
