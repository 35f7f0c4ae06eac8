package io.tributary.runtime.ledger;

import io.tributary.runtime.support.RealPostgres;

/** Opens the door of the package for other features' tests. */
public final class PostgresLedgerForTests {
  private PostgresLedgerForTests() {}

  public static Ledger over(RealPostgres postgres) {
    return new PostgresLedger(postgres.database());
  }
}
