package io.tributary.registry;

import io.tributary.foundation.leaving.OwnedRows;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.PoliciesContract;
import java.util.Set;

class RowLevelSecurityIT extends PoliciesContract {
  RowLevelSecurityIT() {
    super("registry", Set.of("outbox", "flyway_schema_history"), Set.of("publishers"));
  }

  @Override
  protected OwnedRows owned(Database database) {
    return OwnedTablesConfiguration.all(database);
  }

  /** What the identity provider is still to be told goes when it was told. */
  @Override
  protected Set<String> bookkeeping() {
    return Set.of("provider_changes");
  }
}
