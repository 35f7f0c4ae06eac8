package io.tributary.builder.quotas;

import io.tributary.builder.builds.BuildId;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** From {@code builder.build}. */
public final class PostgresBuildUses implements BuildUses {
  private static final String BEGUN =
      "select organization, count(*) as uses from builder.build where started_at > :after";
  private static final String IMAGES =
      """
      select organization, coalesce(sum(bytes_beside), 0) as uses
      from (select distinct organization, image, bytes_beside from builder.build
        where state = 'succeeded') images
      """;
  private static final String EACH = " group by organization";

  private final Database database;

  public PostgresBuildUses(Database database) {
    this.database = database;
  }

  @Override
  public Map<OrganizationName, Long> begunOfWaiting(Instant after) {
    return database
        .across(Use.BUILDS)
        .get(
            jdbc ->
                byOrganization(
                    jdbc.sql(
                            BEGUN
                                + " and organization in"
                                + " (select organization from builder.build where state = 'queued')"
                                + EACH)
                        .param("after", at(after))));
  }

  @Override
  public Map<OrganizationName, Long> begun(Instant after) {
    return database
        .across(Use.QUOTAS)
        .get(jdbc -> byOrganization(jdbc.sql(BEGUN + EACH).param("after", at(after))));
  }

  @Override
  public List<Instant> beginnings(OrganizationName organization, Instant after) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select started_at from builder.build
                        where organization = :organization and started_at > :after order by started_at
                        """)
                    .param("organization", organization.value())
                    .param("after", at(after))
                    .query(
                        (row, number) ->
                            row.getObject("started_at", OffsetDateTime.class).toInstant())
                    .list());
  }

  @Override
  public int ahead(OrganizationName organization, BuildId build) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select count(*) from builder.build
                        where organization = :organization and state = 'queued' and id < :id
                        """)
                    .param("organization", organization.value())
                    .param("id", build.value())
                    .query(Integer.class)
                    .single());
  }

  @Override
  public long imageBytes(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                byOrganization(
                    jdbc.sql(IMAGES + " where organization = :organization" + EACH)
                        .param("organization", organization.value())))
        .getOrDefault(organization, 0L);
  }

  @Override
  public Map<OrganizationName, Long> imageBytes() {
    return database.across(Use.QUOTAS).get(jdbc -> byOrganization(jdbc.sql(IMAGES + EACH)));
  }

  private static Map<OrganizationName, Long> byOrganization(StatementSpec query) {
    var uses = new HashMap<OrganizationName, Long>();
    query.query(
        row -> {
          uses.put(new OrganizationName(row.getString("organization")), row.getLong("uses"));
        });
    return uses;
  }

  private static OffsetDateTime at(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
