package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.quotas.Quota;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Repository;

/** In {@code registry.quotas}. */
@Repository
final class PostgresOwnQuotas implements OwnQuotas {
  private final Database database;
  private final Clock clock;

  PostgresOwnQuotas(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public Map<String, Long> of(OrganizationName organization) {
    var own = new HashMap<String, Long>();
    database
        .of(organization)
        .run(
            jdbc ->
                jdbc.sql(
                        "select quota, most from registry.quotas where organization ="
                            + " :organization")
                    .param("organization", organization.value())
                    .query(
                        row -> {
                          own.put(row.getString("quota"), row.getLong("most"));
                        }));
    return own;
  }

  @Override
  public void put(OrganizationName organization, Quota quota, long most) {
    database
        .of(organization)
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        insert into registry.quotas (organization, quota, most, changed_at)
                        values (:organization, :quota, :most, :now)
                        on conflict (organization, quota)
                        do update set most = excluded.most, changed_at = excluded.changed_at
                        """)
                    .param("organization", organization.value())
                    .param("quota", quota.word())
                    .param("most", most)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update());
  }

  @Override
  public void remove(OrganizationName organization, Quota quota) {
    database
        .of(organization)
        .run(
            jdbc ->
                jdbc.sql(
                        "delete from registry.quotas where organization = :organization and quota ="
                            + " :quota")
                    .param("organization", organization.value())
                    .param("quota", quota.word())
                    .update());
  }
}
