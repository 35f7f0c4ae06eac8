package io.tributary.registry;

import io.tributary.foundation.persistence.SchemaMigration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;

/** One real PostgreSQL for all tests of this JVM; it ends with the JVM. */
public final class TestDatabase {
  private static final EmbeddedPostgres SERVER = start();

  private TestDatabase() {}

  public static String url() {
    return SERVER.getJdbcUrl("postgres", "postgres");
  }

  /** With the registry's schema. */
  public static DataSource migrated() {
    var database = SERVER.getPostgresDatabase();
    SchemaMigration.run(database, "registry");
    return database;
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder().start();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
