package io.tributary.runtime.hooks;

import io.tributary.foundation.persistence.Database;

/** Opens the door of the package for other features' tests. */
public final class PostgresHooksForTests {
  private PostgresHooksForTests() {}

  public static Hooks over(Database database) {
    return new PostgresHooks(database);
  }
}
