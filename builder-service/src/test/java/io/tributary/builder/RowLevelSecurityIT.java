package io.tributary.builder;

import io.tributary.foundation.persistence.PoliciesContract;
import java.util.Set;

class RowLevelSecurityIT extends PoliciesContract {
  RowLevelSecurityIT() {
    super("builder", Set.of("outbox", "flyway_schema_history"), Set.of());
  }
}
