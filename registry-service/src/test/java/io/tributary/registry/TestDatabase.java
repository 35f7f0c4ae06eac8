package io.tributary.registry;

import io.tributary.foundation.persistence.TestPostgres;

/** One real PostgreSQL for all tests of this JVM; it ends with the JVM. */
public final class TestDatabase {
  private TestDatabase() {}

  public static String url() {
    return TestPostgres.own().url();
  }

  /** With the registry's schema. */
  public static TestPostgres migrated() {
    return TestPostgres.own().migrated("registry");
  }
}
