package io.tributary.runtime;

import io.tributary.foundation.persistence.PoliciesContract;
import java.util.Set;

class RowLevelSecurityIT extends PoliciesContract {
  RowLevelSecurityIT() {
    super(
        "runtime",
        Set.of("outbox", "flyway_schema_history", "component_versions", "ledger_positions"),
        Set.of());
  }
}
