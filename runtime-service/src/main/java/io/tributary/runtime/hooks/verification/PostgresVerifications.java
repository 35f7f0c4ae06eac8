package io.tributary.runtime.hooks.verification;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import io.tributary.runtime.keys.DataKey;
import io.tributary.runtime.keys.Sealed;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Verifications in PostgreSQL; secrets only as the vault sealed them. */
@Component
final class PostgresVerifications implements Verifications {
  private static final String SELECT =
      """
      select v.flow, v.organization, v.version, v.scheme, v.header, v.prefix, v.encoding, v.secrets,
        v.previous_until, v.changed_at, k.id key_id, k.kek, k.encrypted, k.created_at key_made
      from runtime.hook_verifications v join runtime.data_keys k on k.id = v.data_key
      """;

  private final Database database;

  PostgresVerifications(Database database) {
    this.database = database;
  }

  @Override
  public Optional<KeptVerification> find(FlowId flow) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql(SELECT + " where v.flow = ?")
                    .param(flow.value())
                    .query(PostgresVerifications::kept)
                    .optional());
  }

  @Override
  public Map<FlowId, Integer> versions() {
    return database
        .across(Use.DOOR)
        .get(
            jdbc ->
                jdbc
                    .sql("select flow, version from runtime.hook_verifications")
                    .query(
                        (row, number) ->
                            Map.entry(new FlowId(row.getString("flow")), row.getInt("version")))
                    .list()
                    .stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  @Override
  public boolean keep(KeptVerification verification) {
    return database
        .of(verification.organization())
        .get(
            jdbc -> {
              var columns = Columns.of(verification.scheme());
              var until = verification.previousUntil();
              return jdbc.sql(
                          """
                          insert into runtime.hook_verifications (flow, organization, version, scheme, header,
                            prefix, encoding, data_key, secrets, previous_until, changed_at)
                          values (:flow, :organization, :version, :scheme, :header, :prefix, :encoding, :key,
                            :secrets, :until, :changed)
                          on conflict (flow) do update set version = excluded.version,
                            scheme = excluded.scheme, header = excluded.header, prefix = excluded.prefix,
                            encoding = excluded.encoding, data_key = excluded.data_key,
                            secrets = excluded.secrets, previous_until = excluded.previous_until,
                            changed_at = excluded.changed_at
                          where hook_verifications.version = excluded.version - 1
                          """)
                      .param("flow", verification.flow().value())
                      .param("organization", verification.organization().value())
                      .param("version", verification.version())
                      .param("scheme", verification.scheme().word())
                      .param("header", columns.header(), Types.VARCHAR)
                      .param("prefix", columns.prefix(), Types.VARCHAR)
                      .param("encoding", columns.encoding(), Types.VARCHAR)
                      .param("key", verification.secrets().key().id())
                      .param("secrets", verification.secrets().content())
                      .param("until", until == null ? null : Timestamp.from(until), Types.TIMESTAMP)
                      .param("changed", Timestamp.from(verification.changedAt()))
                      .update()
                  == 1;
            });
  }

  @Override
  public List<KeptVerification> sealedBefore(String afterFlow, int atMost) {
    return database
        .across(Use.RESEALING)
        .get(
            jdbc ->
                jdbc.sql(
                        SELECT
                            + """
                            where v.flow > :after and v.data_key <> (
                              select n.id from runtime.data_keys n where n.organization = v.organization
                              order by n.created_at desc, n.id desc limit 1)
                            order by v.flow limit :most
                            """)
                    .param("after", afterFlow)
                    .param("most", atMost)
                    .query(PostgresVerifications::kept)
                    .list());
  }

  @Override
  public boolean resealed(KeptVerification before, Sealed after) {
    return database
        .of(before.organization())
        .get(
            jdbc ->
                jdbc.sql(
                            """
                            update runtime.hook_verifications set data_key = ?, secrets = ?
                            where flow = ? and version = ? and data_key = ?
                            """)
                        .param(after.key().id())
                        .param(after.content())
                        .param(before.flow().value())
                        .param(before.version())
                        .param(before.secrets().key().id())
                        .update()
                    == 1);
  }

  private static KeptVerification kept(ResultSet row, int number) throws SQLException {
    var organization = new OrganizationName(row.getString("organization"));
    var until = row.getTimestamp("previous_until");
    return new KeptVerification(
        new FlowId(row.getString("flow")),
        organization,
        row.getInt("version"),
        Schemes.of(
            row.getString("scheme"),
            row.getString("header"),
            row.getString("prefix"),
            row.getString("encoding")),
        new Sealed(
            new DataKey(
                row.getObject("key_id", UUID.class),
                organization,
                row.getString("kek"),
                row.getBytes("encrypted"),
                row.getTimestamp("key_made").toInstant()),
            row.getBytes("secrets")),
        until == null ? null : until.toInstant(),
        Objects.requireNonNull(row.getTimestamp("changed_at")).toInstant());
  }

  /** What a scheme is told with. */
  private record Columns(
      @org.jspecify.annotations.Nullable String header,
      @org.jspecify.annotations.Nullable String prefix,
      @org.jspecify.annotations.Nullable String encoding) {
    static Columns of(Scheme scheme) {
      return switch (scheme) {
        case Scheme.ApiKey(var header) -> new Columns(header, null, null);
        case Scheme.Hmac(var header, var prefix, var encoding) ->
            new Columns(header, prefix, encoding.name().toLowerCase(Locale.ROOT));
        default -> new Columns(null, null, null);
      };
    }
  }
}
