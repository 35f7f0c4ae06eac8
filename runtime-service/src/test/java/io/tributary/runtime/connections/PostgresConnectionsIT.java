package io.tributary.runtime.connections;

import io.tributary.runtime.support.RealPostgres;

class PostgresConnectionsIT extends ConnectionsContract {
  @Override
  Connections connections() {
    return new PostgresConnections(RealPostgres.empty().jdbc());
  }
}
