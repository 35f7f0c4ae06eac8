package io.tributary.registry.versions;

import io.tributary.contracts.names.CommitId;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.persistence.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;

/** Versions in {@code registry.versions}. */
@Repository
class PostgresVersions implements Versions {
  private static final String COLUMNS =
      """
      publisher, component, version, organization, commit_id, build, manifest, state, image,
      reason_code, reason, since
      """;

  private final Database database;

  PostgresVersions(Database database) {
    this.database = database;
  }

  @Override
  public Optional<ComponentVersion> find(VersionRef reference) {
    return database
        .shared()
        .get(
            jdbc ->
                jdbc.sql(
                        "select "
                            + COLUMNS
                            + """
                            from registry.versions
                            where publisher = :publisher and component = :component and version = :version
                            """)
                    .param("publisher", reference.component().publisher().value())
                    .param("component", reference.component().name().value())
                    .param("version", reference.version().toString())
                    .query(PostgresVersions::version)
                    .optional());
  }

  @Override
  public List<ComponentVersion> of(ComponentRef component) {
    return database
        .shared()
        .get(
            jdbc ->
                jdbc
                    .sql(
                        "select "
                            + COLUMNS
                            + "from registry.versions where publisher = :publisher and component ="
                            + " :component")
                    .param("publisher", component.publisher().value())
                    .param("component", component.name().value())
                    .query(PostgresVersions::version)
                    .list()
                    .stream()
                    .sorted(Comparator.comparing(PostgresVersions::number).reversed())
                    .toList());
  }

  @Override
  public List<ComponentVersion> of(OrganizationName organization) {
    return database
        .of(organization)
        .get(
            jdbc ->
                jdbc.sql(
                        "select "
                            + COLUMNS
                            + "from registry.versions where organization = :organization")
                    .param("organization", organization.value())
                    .query(PostgresVersions::version)
                    .list());
  }

  @Override
  public List<ComponentVersion> search(String words, int limit) {
    return database
        .shared()
        .get(
            jdbc -> {
              var patterns = words.toLowerCase(Locale.ROOT).strip().split("\\s+", -1);
              return jdbc.sql(
                      "select distinct on (publisher, component) "
                          + COLUMNS
                          + """
                          from registry.versions
                          where state in ('listed', 'deprecated')
                            and words like all (:patterns)
                          order by publisher, component, pre_release, precedence desc
                          limit :limit
                          """)
                  .param("patterns", likePatterns(patterns))
                  .param("limit", limit)
                  .query(PostgresVersions::version)
                  .list();
            });
  }

  @Override
  public boolean add(ComponentVersion version) {
    return database
        .of(version.organization())
        .get(
            jdbc -> {
              var statement =
                  jdbc.sql(
                          """
                          insert into registry.versions (publisher, component, version, organization,
                            commit_id, build, manifest, title, description, words, precedence, pre_release,
                            state, image, reason_code, reason, since)
                          values (:publisher, :component, :version, :organization, :commit, :build,
                            :manifest, :title, :description, :words, :precedence, :preRelease, :state,
                            :image, :reasonCode, :reason, :since)
                          on conflict (publisher, component, version) do nothing
                          """)
                      .param("organization", version.organization().value())
                      .param("precedence", Precedence.of(version.reference().version()))
                      .param("preRelease", version.reference().version().isPreRelease());
              return written(statement, version) == 1;
            });
  }

  @Override
  public boolean change(ComponentVersion before, ComponentVersion after) {
    return database
        .of(after.organization())
        .get(
            jdbc -> {
              var statement =
                  jdbc.sql(
                          """
                          update registry.versions
                          set commit_id = :commit, build = :build, manifest = :manifest, title = :title,
                            description = :description, words = :words, state = :state, image = :image,
                            reason_code = :reasonCode, reason = :reason, since = :since
                          where publisher = :publisher and component = :component and version = :version
                            and build = :oldBuild and state = :oldState
                          """)
                      .param("oldBuild", before.source().build())
                      .param("oldState", before.state().word());
              return written(statement, after) == 1;
            });
  }

  @Override
  public long nextBuild() {
    return database
        .shared()
        .get(
            jdbc ->
                jdbc.sql("select nextval('registry.build_numbers')").query(Long.class).single());
  }

  private static int written(StatementSpec statement, ComponentVersion version) {
    var shown = ShownText.of(version);
    var row = StateRow.of(version.state());
    return statement
        .param("publisher", version.reference().component().publisher().value())
        .param("component", version.reference().component().name().value())
        .param("version", version.reference().version().toString())
        .param("commit", version.source().commit().value())
        .param("build", version.source().build())
        .param("manifest", version.source().manifest())
        .param("title", shown.title())
        .param("description", shown.description())
        .param("words", shown.words())
        .param("state", version.state().word())
        .param("image", row.image())
        .param("reasonCode", row.reasonCode())
        .param("reason", row.reason())
        .param("since", version.state().since().atOffset(ZoneOffset.UTC))
        .update();
  }

  /** A search may hold LIKE's own signs; they are meant literally. */
  private static String[] likePatterns(String[] words) {
    var patterns = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      patterns[i] =
          "%" + words[i].replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }
    return patterns;
  }

  private static io.tributary.manifest.SemanticVersion number(ComponentVersion version) {
    return version.reference().version();
  }

  private static ComponentVersion version(ResultSet row, int number) throws SQLException {
    return new ComponentVersion(
        VersionRef.parse(
            "%s/%s@%s"
                .formatted(
                    row.getString("publisher"),
                    row.getString("component"),
                    row.getString("version"))),
        new OrganizationName(row.getString("organization")),
        new ComponentVersion.Source(
            new CommitId(row.getString("commit_id")),
            row.getLong("build"),
            row.getString("manifest")),
        new StateRow(row.getString("image"), row.getString("reason_code"), row.getString("reason"))
            .state(
                row.getString("state"), row.getObject("since", OffsetDateTime.class).toInstant()));
  }
}
