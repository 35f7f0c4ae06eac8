package io.tributary.runtime.connections;

import io.tributary.runtime.keys.DataKeys;
import io.tributary.runtime.keys.PostgresDataKeys;
import io.tributary.runtime.support.RealPostgres;

class PostgresConnectionsIT extends ConnectionsContract {
  private final RealPostgres postgres = RealPostgres.empty();

  @Override
  Connections connections() {
    return new PostgresConnections(postgres.database());
  }

  @Override
  DataKeys keys() {
    return new PostgresDataKeys(postgres.database());
  }
}
