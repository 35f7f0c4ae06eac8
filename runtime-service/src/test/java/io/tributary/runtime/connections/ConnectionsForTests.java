package io.tributary.runtime.connections;

import io.tributary.contracts.names.ComponentRef;
import io.tributary.contracts.names.ConnectionName;
import io.tributary.contracts.names.OrganizationName;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.Database;
import io.tributary.runtime.components.Components;
import io.tributary.runtime.components.ResolveComponent;
import java.time.Clock;
import tools.jackson.databind.node.ObjectNode;

/** Opens the door of the package for other features' tests. */
public final class ConnectionsForTests {
  private ConnectionsForTests() {}

  public static Connections over(Database database) {
    return new PostgresConnections(database);
  }

  /** Saves a connection of acme and gives it. */
  public static Connection saved(
      Connections connections,
      ConnectionVault vault,
      Components shelf,
      Clock clock,
      String name,
      String component,
      String fields) {
    var save =
        new SaveConnection(connections, new ResolveComponent(shelf), vault, new Ids(clock), clock);
    var outcome =
        save.save(
            new SaveConnection.Wish(
                new OrganizationName("acme"),
                new ConnectionName(name),
                ComponentRef.parse(component),
                (ObjectNode) Json.tree(fields)));
    if (outcome instanceof SaveConnection.Outcome.Saved(var connection, var _)) {
      return connection;
    }
    throw new AssertionError(outcome);
  }
}
