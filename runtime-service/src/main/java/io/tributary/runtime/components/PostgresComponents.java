package io.tributary.runtime.components;

import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Statements;
import io.tributary.foundation.persistence.Use;
import io.tributary.manifest.Manifest;
import io.tributary.manifest.ManifestReader;
import io.tributary.manifest.Reading;
import io.tributary.manifest.SemanticVersion;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.springframework.stereotype.Component;

/** The shelf in PostgreSQL. A version never changes, so what was read once is kept in memory. */
@Component
final class PostgresComponents implements Components, PublishedVersions {
  private static final int MOST_KEPT = 1_000;

  /** Deployed steps of others, with the editions before them. */
  private static final String PUBLISHED =
      """
      with uses as (
        select used.component, count(distinct steps.flow) as flows
        from runtime.deployed_steps steps
          join runtime.flows on flows.id = steps.flow and flows.organization <> :organization
          cross join lateral (
            select steps.assignment->>'component' as component
            union
            select earlier->>'component'
            from json_array_elements(steps.assignment->'editions'->'earlier') earlier
          ) used
        group by used.component
      )
      select component, version, image,
        coalesce((select flows from uses
          where uses.component = versions.component || '@' || versions.version), 0) as flows
      from runtime.component_versions versions
      where publisher_organization = :organization order by component, version
      """;

  private final Database database;
  private final ManifestReader reader = new ManifestReader();
  private final ConcurrentMap<VersionRef, ComponentVersion> kept = new ConcurrentHashMap<>();

  PostgresComponents(Database database) {
    this.database = database;
  }

  @Override
  public void list(ComponentListed listing) {
    database
        .across(Use.CATALOGUE)
        .run(
            jdbc ->
                jdbc.sql(
                        """
                        insert into runtime.component_versions
                          (component, version, image, manifest, schemas, publisher_organization, listed_at)
                        values (:component, :version, :image, :manifest, :schemas, :organization, :listed)
                        on conflict (component, version) do nothing
                        """)
                    .param("component", listing.version().component().toString())
                    .param("version", listing.version().version().toString())
                    .param("image", listing.image().value())
                    .param("manifest", listing.manifest())
                    .param("schemas", Json.write(listing.schemas()))
                    .param("organization", listing.publisherOrganization().value())
                    .param("listed", Timestamp.from(listing.listedAt()))
                    .update());
  }

  @Override
  public List<SemanticVersion> versions(ComponentRef component) {
    return database
        .shared()
        .get(
            jdbc ->
                jdbc.sql("select version from runtime.component_versions where component = ?")
                    .param(component.toString())
                    .query((row, number) -> SemanticVersion.parse(row.getString("version")))
                    .list());
  }

  @Override
  public Optional<ComponentVersion> find(VersionRef version) {
    var known = kept.get(version);
    if (known != null) {
      return Optional.of(known);
    }
    var read = read(version);
    if (kept.size() < MOST_KEPT) {
      read.ifPresent(found -> kept.put(version, found));
    }
    return read;
  }

  @Override
  public List<ComponentRef> all() {
    return database
        .shared()
        .get(
            jdbc ->
                jdbc.sql(
                        "select distinct component from runtime.component_versions order by"
                            + " component")
                    .query((row, number) -> ComponentRef.parse(row.getString("component")))
                    .list());
  }

  @Override
  public List<Published> of(OrganizationName organization) {
    return database.across(Use.LEAVING).get(jdbc -> published(jdbc, organization));
  }

  @Override
  public int removeUnused(OrganizationName organization, ImageRemoval images) {
    var unused =
        database
            .across(Use.LEAVING)
            .get(
                jdbc -> {
                  var found =
                      published(jdbc, organization).stream()
                          .filter(each -> !each.isUsed())
                          .toList();
                  found.forEach(each -> remove(jdbc, each.version()));
                  found.stream()
                      .map(Published::image)
                      .distinct()
                      .filter(image -> isUnreferenced(jdbc, image))
                      .forEach(images::remove);
                  return found;
                });
    unused.forEach(each -> kept.remove(each.version()));
    return unused.size();
  }

  private static List<Published> published(Statements jdbc, OrganizationName organization) {
    return jdbc.sql(PUBLISHED)
        .param("organization", organization.value())
        .query(
            (row, number) ->
                new Published(
                    new VersionRef(
                        ComponentRef.parse(row.getString("component")),
                        SemanticVersion.parse(row.getString("version"))),
                    new ImageDigest(row.getString("image")),
                    row.getLong("flows")))
        .list();
  }

  private static void remove(Statements jdbc, VersionRef version) {
    jdbc.sql("delete from runtime.component_versions where component = ? and version = ?")
        .param(version.component().toString())
        .param(version.version().toString())
        .update();
  }

  private static boolean isUnreferenced(Statements jdbc, ImageDigest image) {
    return jdbc.sql("select not exists (select from runtime.component_versions where image = ?)")
        .param(image.value())
        .query(Boolean.class)
        .single();
  }

  private Optional<ComponentVersion> read(VersionRef version) {
    return database
        .shared()
        .get(
            jdbc ->
                jdbc.sql(
                        """
                        select image, manifest, schemas from runtime.component_versions
                        where component = ? and version = ?
                        """)
                    .param(version.component().toString())
                    .param(version.version().toString())
                    .query(
                        (row, number) ->
                            new ComponentVersion(
                                version,
                                new ImageDigest(row.getString("image")),
                                manifest(version, row.getString("manifest")),
                                schemas(row.getString("schemas"))))
                    .optional());
  }

  private static Map<String, String> schemas(String json) {
    var schemas = new HashMap<String, String>();
    Json.tree(json)
        .properties()
        .forEach(schema -> schemas.put(schema.getKey(), schema.getValue().asString("")));
    return schemas;
  }

  private Manifest manifest(VersionRef version, String text) {
    return switch (reader.read(text.getBytes(StandardCharsets.UTF_8))) {
      case Reading.Accepted(var manifest, var _) -> manifest;
      case Reading.Rejected(var findings) ->
          throw new IllegalStateException(
              "The registry listed %s with a manifest that cannot be read: %s"
                  .formatted(version, findings));
    };
  }
}
