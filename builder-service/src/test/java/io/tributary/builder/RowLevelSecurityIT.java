package io.tributary.builder;

import io.tributary.builder.leaving.OwnedBuilds;
import io.tributary.foundation.leaving.OwnedRows;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.PoliciesContract;
import java.util.Set;

class RowLevelSecurityIT extends PoliciesContract {
  RowLevelSecurityIT() {
    super("builder", Set.of("outbox", "flyway_schema_history"), Set.of());
  }

  @Override
  protected OwnedRows owned(Database database) {
    return new OwnedRows(database, "builder", OwnedBuilds.TABLES);
  }
}
