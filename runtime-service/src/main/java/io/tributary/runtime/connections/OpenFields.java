package io.tributary.runtime.connections;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** A connection's fields as texts, for those who fill templates with them. */
@Component
public final class OpenFields {
  private final Connections connections;
  private final ConnectionVault vault;

  public OpenFields(Connections connections, ConnectionVault vault) {
    this.connections = connections;
    this.vault = vault;
  }

  /** Those that may be shown. */
  public static Map<String, String> shown(Connection connection) {
    return texts(connection.fields());
  }

  /** All, secret ones in the clear; for memory only. Of a connection that is gone, none. */
  public Map<String, String> all(Connection connection) {
    var texts = new HashMap<String, String>();
    connections
        .kept(connection.organization(), connection.name())
        .filter(kept -> kept.connection().id().equals(connection.id()))
        .ifPresent(
            kept -> {
              texts.putAll(texts(kept.connection().fields()));
              texts.putAll(
                  texts(vault.open(SaveConnection.place(kept.connection()), kept.secrets())));
            });
    return texts;
  }

  private static Map<String, String> texts(JsonNode fields) {
    var texts = new HashMap<String, String>();
    fields.properties().forEach(field -> texts.put(field.getKey(), field.getValue().asString("")));
    return texts;
  }
}
