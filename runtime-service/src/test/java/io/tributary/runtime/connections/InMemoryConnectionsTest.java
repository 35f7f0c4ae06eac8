package io.tributary.runtime.connections;

import io.tributary.runtime.keys.DataKeys;
import io.tributary.runtime.keys.InMemoryDataKeys;

class InMemoryConnectionsTest extends ConnectionsContract {
  private final InMemoryDataKeys keys = new InMemoryDataKeys();

  @Override
  Connections connections() {
    return new InMemoryConnections(keys);
  }

  @Override
  DataKeys keys() {
    return keys;
  }
}
