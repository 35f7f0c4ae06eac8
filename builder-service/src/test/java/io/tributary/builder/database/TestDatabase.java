package io.tributary.builder.database;

import io.tributary.foundation.persistence.SchemaMigration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A real PostgreSQL for the tests of this JVM, with the builder's schema; ends with the JVM. */
public final class TestDatabase {
  private static final DataSource DATABASE = start();

  private TestDatabase() {}

  public static JdbcClient jdbc() {
    return JdbcClient.create(DATABASE);
  }

  public static TransactionTemplate transactions() {
    return new TransactionTemplate(new JdbcTransactionManager(DATABASE));
  }

  public static DataSource source() {
    return DATABASE;
  }

  /** Forgets every build and event. */
  public static void clear() {
    jdbc().sql("truncate builder.build, builder.outbox").update();
  }

  private static DataSource start() {
    try {
      var database = EmbeddedPostgres.builder().start().getPostgresDatabase();
      SchemaMigration.run(database, "builder");
      return database;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
