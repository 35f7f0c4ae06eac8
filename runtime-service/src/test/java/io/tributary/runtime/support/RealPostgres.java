package io.tributary.runtime.support;

import io.tributary.foundation.persistence.SchemaMigration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One PostgreSQL for all tests of this JVM, a child process on loopback. */
public final class RealPostgres {
  private static final EmbeddedPostgres SERVER = start();

  private final DataSource database;

  private RealPostgres(DataSource database) {
    this.database = database;
  }

  /** The migrated schema without a row. */
  public static RealPostgres empty() {
    var postgres = new RealPostgres(SERVER.getPostgresDatabase());
    postgres.jdbc().sql("drop schema if exists runtime cascade").update();
    SchemaMigration.run(postgres.database, "runtime");
    return postgres;
  }

  /** The schema as it stands. */
  public static RealPostgres existing() {
    return new RealPostgres(SERVER.getPostgresDatabase());
  }

  public static String url() {
    return SERVER.getJdbcUrl("postgres", "postgres");
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(database);
  }

  public JdbcTemplate batches() {
    return new JdbcTemplate(database);
  }

  public TransactionTemplate transactions() {
    return new TransactionTemplate(new DataSourceTransactionManager(database));
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
