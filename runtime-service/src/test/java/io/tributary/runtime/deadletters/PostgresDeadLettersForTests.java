package io.tributary.runtime.deadletters;

import io.tributary.runtime.support.RealPostgres;

/** Opens the door of the package for other features' tests. */
public final class PostgresDeadLettersForTests {
  private PostgresDeadLettersForTests() {}

  public static DeadLetters over(RealPostgres postgres) {
    return new PostgresDeadLetters(postgres.database());
  }
}
