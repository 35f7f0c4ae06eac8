package io.tributary.builder.database;

import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.TestPostgres;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** A real PostgreSQL for the tests of this JVM, with the builder's schema; ends with the JVM. */
public final class TestDatabase {
  private static final TestPostgres SERVER = TestPostgres.own().migrated("builder");

  private TestDatabase() {}

  public static String url() {
    return SERVER.url();
  }

  public static Database database() {
    return SERVER.database();
  }

  public static TransactionOperations transactions() {
    return SERVER.transactions();
  }

  /** Behind the policies. */
  public static JdbcClient raw() {
    return SERVER.raw();
  }

  /** Forgets every build and event. */
  public static void clear() {
    raw().sql("truncate builder.build, builder.outbox").update();
  }
}
