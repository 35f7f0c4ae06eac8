package io.tributary.registry.organizations;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Use;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** In {@code registry.organizations} and {@code registry.members}. */
@Repository
final class PostgresOrganizations implements Organizations {
  private static final String COLUMNS =
      "o.name, o.title, o.state, o.reason, o.since, o.asked_by, o.due_at, o.made_at";

  private final Database database;

  PostgresOrganizations(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Organization> find(OrganizationName name) {
    return database
        .of(name)
        .get(
            jdbc ->
                jdbc.sql(
                        "select " + COLUMNS + " from registry.organizations o where o.name = :name")
                    .param("name", name.value())
                    .query(PostgresOrganizations::organization)
                    .optional());
  }

  @Override
  public List<Organization> all() {
    return database
        .across(Use.MEMBERSHIPS)
        .get(
            jdbc ->
                jdbc.sql("select " + COLUMNS + " from registry.organizations o order by o.name")
                    .query(PostgresOrganizations::organization)
                    .list());
  }

  @Override
  public List<OrganizationName> due(Instant at) {
    return database
        .across(Use.LEAVING)
        .get(
            jdbc ->
                jdbc.sql(
                        "select name from registry.organizations where state = 'leaving' and due_at"
                            + " <= :at")
                    .param("at", stored(at))
                    .query((row, number) -> new OrganizationName(row.getString("name")))
                    .list());
  }

  @Override
  public List<Belongs> of(String subject) {
    return database
        .across(Use.MEMBERSHIPS)
        .get(
            jdbc ->
                jdbc.sql(
                        "select "
                            + COLUMNS
                            + ", m.role from registry.organizations o join registry.members m on"
                            + " m.organization = o.name where m.subject = :subject and o.state <>"
                            + " 'deleted' order by o.name")
                    .param("subject", subject)
                    .query(
                        (row, number) ->
                            new Belongs(organization(row, number), Role.of(row.getString("role"))))
                    .list());
  }

  @Override
  public List<Member> members(OrganizationName name) {
    return database
        .of(name)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select subject, name, email, role, since from registry.members
                        where organization = :organization order by role <> 'owner', name, subject
                        """)
                    .param("organization", name.value())
                    .query(PostgresOrganizations::member)
                    .list());
  }

  @Override
  public Optional<Roster> lock(OrganizationName name) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException(
          "An organization is locked in the transaction that changes it.");
    }
    return database
        .of(name)
        .get(
            jdbc ->
                jdbc.sql(
                        "select "
                            + COLUMNS
                            + " from registry.organizations o where o.name = :name for update")
                    .param("name", name.value())
                    .query(PostgresOrganizations::organization)
                    .optional()
                    .map(organization -> new Roster(organization, members(name))));
  }

  @Override
  public boolean add(Organization organization) {
    return database
        .of(organization.name())
        .get(
            jdbc ->
                jdbc.sql(
                            """
                            insert into registry.organizations (name, title, state, since, made_at)
                            values (:name, :title, 'active', :at, :at) on conflict do nothing
                            """)
                        .param("name", organization.name().value())
                        .param("title", organization.title())
                        .param("at", organization.madeAt().atOffset(ZoneOffset.UTC))
                        .update()
                    == 1);
  }

  @Override
  public void change(OrganizationName name, OrganizationState state) {
    var columns = StateColumns.of(state);
    database
        .of(name)
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        update registry.organizations
                        set state = :state, reason = :reason, since = coalesce(:since, now()),
                          asked_by = :by, due_at = :due,
                          title = case when :state = 'deleted' then name else title end
                        where name = :name
                        """)
                    .param("name", name.value())
                    .param("state", columns.word())
                    .param("reason", columns.reason())
                    .param("since", storedIfAny(columns.since()))
                    .param("by", columns.by())
                    .param("due", storedIfAny(columns.due()))
                    .update());
  }

  @Override
  public void put(OrganizationName name, Member member) {
    database
        .of(name)
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        insert into registry.members (organization, subject, name, email, role, since)
                        values (:organization, :subject, :name, :email, :role, :since)
                        on conflict (organization, subject)
                        do update set name = excluded.name, email = excluded.email, role = excluded.role
                        """)
                    .param("organization", name.value())
                    .param("subject", member.subject())
                    .param("name", member.name())
                    .param("email", member.email().orElse(null))
                    .param("role", member.role().word())
                    .param("since", stored(member.since()))
                    .update());
  }

  @Override
  public void remove(OrganizationName name, String subject) {
    database
        .of(name)
        .run(
            jdbc ->
                jdbc.sql(
                        "delete from registry.members where organization = :organization and"
                            + " subject = :subject")
                    .param("organization", name.value())
                    .param("subject", subject)
                    .update());
  }

  private static @Nullable OffsetDateTime storedIfAny(@Nullable Instant time) {
    return time == null ? null : stored(time);
  }

  private static OffsetDateTime stored(Instant time) {
    return time.atOffset(ZoneOffset.UTC);
  }

  private static Organization organization(ResultSet row, int number) throws SQLException {
    return new Organization(
        new OrganizationName(row.getString("name")),
        row.getString("title"),
        new StateColumns(
                StateColumns.state(row.getString("state")),
                time(row, "since"),
                row.getString("reason"),
                row.getString("asked_by"),
                timeIfAny(row, "due_at"))
            .read(),
        time(row, "made_at"));
  }

  private static Member member(ResultSet row, int number) throws SQLException {
    return new Member(
        row.getString("subject"),
        row.getString("name"),
        Optional.ofNullable(row.getString("email")),
        Role.of(row.getString("role")),
        time(row, "since"));
  }

  private static Instant time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  private static @Nullable Instant timeIfAny(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
