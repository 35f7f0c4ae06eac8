package io.tributary.contracts.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the message broker is, and how to log in there: what all clients of a process have in
 * common.
 *
 * @param bootstrap host:port, comma-separated
 * @param security Kafka client properties that begin with {@code security.}, {@code sasl.} or
 *     {@code ssl.}; empty where the broker asks nobody who it is
 */
public record BrokerAccess(String bootstrap, Map<String, String> security) {
  public BrokerAccess {
    security = Map.copyOf(security);
  }

  /** To a broker that asks nobody who it is. */
  public static BrokerAccess open(String bootstrap) {
    return new BrokerAccess(bootstrap, Map.of());
  }

  /**
   * With the properties that a file holds, as Kafka's own tools take them.
   *
   * @param file absent = the broker asks nobody
   * @throws IllegalArgumentException where the file cannot be read or has something else in it
   */
  public static BrokerAccess of(String bootstrap, @Nullable Path file) {
    return file == null ? open(bootstrap) : new BrokerAccess(bootstrap, read(file));
  }

  /** For a client's configuration: the caller's own, to be added to. */
  public Map<String, Object> settings() {
    var settings = new HashMap<String, Object>(security);
    settings.put("bootstrap.servers", bootstrap);
    return settings;
  }

  /** Without the password. */
  @Override
  public String toString() {
    return bootstrap + (security.isEmpty() ? "" : " (authenticated)");
  }

  private static Map<String, String> read(Path file) {
    var properties = new Properties();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(
          "The file of Kafka client properties, %s, cannot be read.".formatted(file),
          new UncheckedIOException(unreadable));
    }
    var security = new TreeMap<String, String>();
    for (var name : properties.stringPropertyNames()) {
      if (!name.startsWith("security.") && !name.startsWith("sasl.") && !name.startsWith("ssl.")) {
        throw new IllegalArgumentException(
            "%s: \"%s\" is not understood there. It may hold security.*, sasl.* and ssl.*."
                .formatted(file, name));
      }
      security.put(name, properties.getProperty(name));
    }
    return security;
  }
}
