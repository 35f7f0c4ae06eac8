package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import io.tributary.registry.organizations.ProviderChange.Join;
import io.tributary.registry.organizations.ProviderChange.Make;
import io.tributary.registry.organizations.ProviderChange.Remove;
import io.tributary.registry.organizations.ProviderChange.Unmake;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;

/**
 * What the identity provider has not been told yet, in {@code registry.provider_changes}: written
 * in the transaction that changes members, kept until it was told. An organization's changes are
 * told in their order; another organization's do not wait for them.
 */
@Repository
final class ProviderChanges {
  private final Database database;
  private final Clock clock;

  ProviderChanges(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** One that is due, with its number. */
  record Due(long number, ProviderChange change) {}

  void add(ProviderChange change) {
    database
        .of(change.organization())
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        insert into registry.provider_changes (organization, kind, subject, next_at)
                        values (:organization, :kind, :subject, :now)
                        """)
                    .param("organization", change.organization().value())
                    .param("kind", kind(change))
                    .param("subject", subject(change))
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update());
  }

  /** The first of some organization, if its time has come; another process may tell it too. */
  Optional<Due> first() {
    return database
        .across(Use.PROVIDER)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select id, organization, kind, subject from registry.provider_changes c
                        where next_at <= :now and id = (
                          select min(id) from registry.provider_changes f where f.organization = c.organization)
                        order by next_at limit 1
                        """)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .query(ProviderChanges::due)
                    .optional());
  }

  /** The first of this organization, whatever its time. */
  Optional<Due> firstOf(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select id, organization, kind, subject from registry.provider_changes
                        where organization = :organization order by id limit 1
                        """)
                    .param("organization", organization.value())
                    .query(ProviderChanges::due)
                    .optional());
  }

  void told(Due due) {
    database
        .of(due.change().organization())
        .run(
            jdbc ->
                jdbc.sql("delete from registry.provider_changes where id = :id")
                    .param("id", due.number())
                    .update());
  }

  void later(Due due, Duration wait) {
    database
        .of(due.change().organization())
        .run(
            jdbc ->
                jdbc.sql("update registry.provider_changes set next_at = :next where id = :id")
                    .param("next", clock.instant().plus(wait).atOffset(ZoneOffset.UTC))
                    .param("id", due.number())
                    .update());
  }

  private static String kind(ProviderChange change) {
    return switch (change) {
      case Make _ -> "make";
      case Unmake _ -> "unmake";
      case Join _ -> "join";
      case Remove _ -> "remove";
    };
  }

  private static @Nullable String subject(ProviderChange change) {
    return switch (change) {
      case Make _, Unmake _ -> null;
      case Join(var _, var subject) -> subject;
      case Remove(var _, var subject) -> subject;
    };
  }

  private static Due due(ResultSet row, int number) throws SQLException {
    var organization = new OrganizationName(row.getString("organization"));
    var subject = row.getString("subject");
    var kind = row.getString("kind");
    return new Due(
        row.getLong("id"),
        switch (kind) {
          case "make" -> new Make(organization);
          case "unmake" -> new Unmake(organization);
          case "join" -> new Join(organization, subject);
          case "remove" -> new Remove(organization, subject);
          default -> throw new IllegalStateException("no such change: " + kind);
        });
  }
}
