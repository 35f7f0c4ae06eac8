package io.tributary.runtime;

import io.tributary.foundation.leaving.OwnedRows;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.PoliciesContract;
import io.tributary.runtime.leaving.OwnedTablesConfiguration;
import java.util.Set;

class RowLevelSecurityIT extends PoliciesContract {
  RowLevelSecurityIT() {
    super(
        "runtime",
        Set.of("outbox", "flyway_schema_history", "component_versions", "ledger_positions"),
        Set.of());
  }

  @Override
  protected OwnedRows owned(Database database) {
    return OwnedTablesConfiguration.all(database);
  }

  /** Rows of flows go after their topics ({@code OwnedTablesIT}). */
  @Override
  protected Set<String> bookkeeping() {
    return Set.of("flows");
  }
}
