package io.tributary.registry.publishers;

import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.PublisherName;
import io.tributary.foundation.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Publishers in {@code registry.publishers}. */
@Repository
class PostgresPublishers implements Publishers {
  private final Database database;

  PostgresPublishers(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Publisher> find(PublisherName name) {
    return database
        .shared()
        .get(
            jdbc ->
                jdbc.sql(
                        "select name, organization, since from registry.publishers where name ="
                            + " :name")
                    .param("name", name.value())
                    .query(PostgresPublishers::publisher)
                    .optional());
  }

  @Override
  public List<Publisher> of(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select name, organization, since from registry.publishers
                        where organization = :organization order by name
                        """)
                    .param("organization", organization.value())
                    .query(PostgresPublishers::publisher)
                    .list());
  }

  @Override
  public Optional<Publisher> lookingLike(PublisherName name) {
    return database
        .shared()
        .get(
            jdbc ->
                jdbc.sql(
                        "select name, organization, since from registry.publishers where skeleton ="
                            + " :skeleton")
                    .param("skeleton", Skeleton.of(name).value())
                    .query(PostgresPublishers::publisher)
                    .optional());
  }

  @Override
  public boolean add(Publisher publisher) {
    return database
        .of(publisher.organization())
        .get(
            jdbc ->
                jdbc.sql(
                            """
                            insert into registry.publishers (name, organization, skeleton, since)
                            values (:name, :organization, :skeleton, :since)
                            on conflict do nothing
                            """)
                        .param("name", publisher.name().value())
                        .param("organization", publisher.organization().value())
                        .param("skeleton", Skeleton.of(publisher.name()).value())
                        .param("since", publisher.since().atOffset(ZoneOffset.UTC))
                        .update()
                    == 1);
  }

  private static Publisher publisher(ResultSet row, int number) throws SQLException {
    return new Publisher(
        new PublisherName(row.getString("name")),
        new OrganizationName(row.getString("organization")),
        row.getObject("since", OffsetDateTime.class).toInstant());
  }
}
