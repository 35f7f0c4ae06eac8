package io.tributary.runtime.keys;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Data keys in PostgreSQL. */
@Component
public final class PostgresDataKeys implements DataKeys {
  private static final String SELECT =
      "select id, organization, kek, encrypted, created_at from runtime.data_keys ";

  private final Database database;

  public PostgresDataKeys(Database database) {
    this.database = database;
  }

  @Override
  public Optional<DataKey> newest(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        SELECT + "where organization = ? order by created_at desc, id desc limit 1")
                    .param(organization.value())
                    .query(PostgresDataKeys::key)
                    .optional());
  }

  @Override
  public void add(DataKey key) {
    database
        .of(key.organization())
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        insert into runtime.data_keys (id, organization, kek, encrypted, created_at)
                        values (?, ?, ?, ?, ?)
                        """)
                    .param(key.id())
                    .param(key.organization().value())
                    .param(key.kek())
                    .param(key.encrypted())
                    .param(Timestamp.from(key.createdAt()))
                    .update());
  }

  @Override
  public List<DataKey> notEncryptedWith(String kek, int atMost) {
    return database
        .across(Use.RESEALING)
        .get(
            jdbc ->
                jdbc.sql(SELECT + "where kek <> ? order by id limit ?")
                    .param(kek)
                    .param(atMost)
                    .query(PostgresDataKeys::key)
                    .list());
  }

  @Override
  public boolean encryptedAnew(DataKey before, DataKey after) {
    return database
        .of(before.organization())
        .get(
            jdbc ->
                jdbc.sql(
                            "update runtime.data_keys set kek = ?, encrypted = ? where id = ? and"
                                + " kek = ?")
                        .param(after.kek())
                        .param(after.encrypted())
                        .param(before.id())
                        .param(before.kek())
                        .update()
                    == 1);
  }

  /** An hour, because who seals has read which key is the newest some time before. */
  @Override
  public int forgetUnused() {
    return database
        .across(Use.RETENTION)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        delete from runtime.data_keys k
                        where not exists (select 1 from runtime.connections c where c.data_key = k.id)
                          and not exists (select 1 from runtime.hook_verifications v where v.data_key = k.id)
                          and not exists (select 1 from runtime.oauth_clients o where o.data_key = k.id)
                          and not exists (select 1 from runtime.oauth_authorizations a where a.data_key = k.id)
                          and exists (select 1 from runtime.data_keys newer
                            where newer.organization = k.organization and newer.created_at > k.created_at
                              and newer.created_at < now() - interval '1 hour')
                        """)
                    .update());
  }

  @Override
  public boolean any() {
    return database
        .across(Use.RESEALING)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select exists (select 1 from runtime.data_keys)
                          or exists (select 1 from runtime.connections)
                        """)
                    .query(Boolean.class)
                    .single());
  }

  private static DataKey key(ResultSet row, int number) throws SQLException {
    return new DataKey(
        row.getObject("id", UUID.class),
        new OrganizationName(row.getString("organization")),
        row.getString("kek"),
        row.getBytes("encrypted"),
        row.getTimestamp("created_at").toInstant());
  }
}
