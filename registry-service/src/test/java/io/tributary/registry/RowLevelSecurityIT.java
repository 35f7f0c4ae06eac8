package io.tributary.registry;

import io.tributary.foundation.persistence.PoliciesContract;
import java.util.Set;

class RowLevelSecurityIT extends PoliciesContract {
  RowLevelSecurityIT() {
    super("registry", Set.of("outbox", "flyway_schema_history"), Set.of("publishers"));
  }
}
