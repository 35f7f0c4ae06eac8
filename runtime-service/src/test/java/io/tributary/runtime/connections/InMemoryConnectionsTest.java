package io.tributary.runtime.connections;

class InMemoryConnectionsTest extends ConnectionsContract {
  @Override
  Connections connections() {
    return new InMemoryConnections();
  }
}
