package io.tributary.runtime.components;

import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ImageDigest;
import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.Database;
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
final class PostgresComponents implements Components {
  private static final int MOST_KEPT = 1_000;

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
