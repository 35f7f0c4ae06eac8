package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Repository;

/** In {@code registry.invitations}. */
@Repository
final class PostgresInvitations implements Invitations {
  private static final String COLUMNS =
      "select id, organization, email, role, invited_by, made_at, until from registry.invitations";

  private final Database database;
  private final Clock clock;

  PostgresInvitations(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public List<Invitation> of(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        COLUMNS
                            + " where organization = :organization and until > :now order by email")
                    .param("organization", organization.value())
                    .param("now", now())
                    .query(PostgresInvitations::invitation)
                    .list());
  }

  @Override
  public void put(Invitation invitation, InvitationCode code) {
    database
        .of(invitation.organization())
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        insert into registry.invitations
                          (id, organization, email, role, hash, invited_by, made_at, until)
                        values (:id, :organization, :email, :role, :hash, :by, :made, :until)
                        on conflict (organization, email) do update set
                          id = excluded.id, role = excluded.role, hash = excluded.hash,
                          invited_by = excluded.invited_by, made_at = excluded.made_at, until = excluded.until
                        """)
                    .param("id", invitation.id())
                    .param("organization", invitation.organization().value())
                    .param("email", invitation.email())
                    .param("role", invitation.role().word())
                    .param("hash", code.hash())
                    .param("by", invitation.invitedBy())
                    .param("made", invitation.madeAt().atOffset(ZoneOffset.UTC))
                    .param("until", invitation.until().atOffset(ZoneOffset.UTC))
                    .update());
  }

  @Override
  public Optional<Invitation> find(InvitationCode code) {
    return database
        .across(Use.INVITATIONS)
        .get(
            jdbc ->
                jdbc.sql(COLUMNS + " where hash = :hash and until > :now")
                    .param("hash", code.hash())
                    .param("now", now())
                    .query(PostgresInvitations::invitation)
                    .optional());
  }

  @Override
  public boolean take(OrganizationName organization, UUID id) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                            "delete from registry.invitations where organization = :organization"
                                + " and id = :id")
                        .param("organization", organization.value())
                        .param("id", id)
                        .update()
                    == 1);
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  private static Invitation invitation(ResultSet row, int number) throws SQLException {
    return new Invitation(
        row.getObject("id", UUID.class),
        new OrganizationName(row.getString("organization")),
        row.getString("email"),
        Role.of(row.getString("role")),
        row.getString("invited_by"),
        row.getObject("made_at", OffsetDateTime.class).toInstant(),
        row.getObject("until", OffsetDateTime.class).toInstant());
  }
}
