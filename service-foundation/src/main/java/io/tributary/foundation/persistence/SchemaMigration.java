package io.tributary.foundation.persistence;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Brings a service's own schema to the state that its code expects. */
public final class SchemaMigration {
  private SchemaMigration() {}

  /**
   * Migrates the schema, made where it is missing, with the foundation's tables and then those
   * under {@code db/<schema>}.
   *
   * @throws org.flywaydb.core.api.FlywayException where a script fails or a past one was changed
   */
  public static void run(DataSource dataSource, String schema) {
    Flyway.configure()
        .dataSource(dataSource)
        .defaultSchema(schema)
        .createSchemas(true)
        .locations("classpath:db/foundation", "classpath:db/" + schema)
        .load()
        .migrate();
  }
}
