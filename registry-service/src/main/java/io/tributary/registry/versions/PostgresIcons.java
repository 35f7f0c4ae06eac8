package io.tributary.registry.versions;

import io.tributary.contracts.names.VersionRef;
import io.tributary.foundation.persistence.Database;
import io.tributary.icons.Icon;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Repository;

/** Icons in {@code registry.icons}. */
@Repository
class PostgresIcons implements Icons {
  private static final String THE_VERSIONS =
      " where publisher = :publisher and component = :component and version = :version";

  private final Database database;

  PostgresIcons(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Icon> find(VersionRef version) {
    return database
        .here()
        .get(
            jdbc ->
                jdbc.sql("select digest, png from registry.icons" + THE_VERSIONS)
                    .params(key(version))
                    .query(PostgresIcons::icon)
                    .optional());
  }

  @Override
  public void keep(ComponentVersion version, Icon icon) {
    database
        .of(version.organization())
        .run(
            jdbc -> {
              jdbc.sql("delete from registry.icons" + THE_VERSIONS)
                  .params(key(version.reference()))
                  .update();
              jdbc.sql(
                      """
                      insert into registry.icons
                        (publisher, component, version, organization, digest, png)
                      values (:publisher, :component, :version, :organization, :digest, :png)
                      """)
                  .params(key(version.reference()))
                  .param("organization", version.organization().value())
                  .param("digest", icon.digest())
                  .param("png", icon.png())
                  .update();
            });
  }

  @Override
  public void forget(ComponentVersion version) {
    database
        .of(version.organization())
        .run(
            jdbc ->
                jdbc.sql("delete from registry.icons" + THE_VERSIONS)
                    .params(key(version.reference()))
                    .update());
  }

  private static Icon icon(ResultSet row, int number) throws SQLException {
    var icon = Icon.of(row.getBytes("png"));
    if (!icon.digest().equals(row.getString("digest"))) {
      throw new IllegalStateException(row.getString("digest") + " is not what was drawn");
    }
    return icon;
  }

  private static Map<String, Object> key(VersionRef version) {
    return Map.of(
        "publisher", version.component().publisher().value(),
        "component", version.component().name().value(),
        "version", version.version().toString());
  }
}
