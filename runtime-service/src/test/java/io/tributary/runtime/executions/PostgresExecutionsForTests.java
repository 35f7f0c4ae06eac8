package io.tributary.runtime.executions;

import io.tributary.runtime.support.RealPostgres;

/** Opens the door of the package for other features' tests. */
public final class PostgresExecutionsForTests {
  private PostgresExecutionsForTests() {}

  public static Executions over(RealPostgres postgres) {
    return new PostgresExecutions(postgres.database());
  }
}
