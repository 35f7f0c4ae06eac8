package io.tributary.host.session;

import io.tributary.host.json.Json;
import io.tributary.protocol.Redaction;
import io.tributary.sdk.Connection;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Logger;
import io.tributary.sdk.Secret;
import io.tributary.sdk.Setup;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Fields, connection and log as one call sees them. */
final class StepSetup implements Setup {
  private final Json json;
  private final Redaction redaction;
  private final Map<String, Object> fields;
  private final Map<String, Object> connection;
  private final Logger log;

  StepSetup(
      Json json,
      Redaction redaction,
      Map<String, Object> fields,
      Map<String, Object> connection,
      Logger log) {
    this.json = json;
    this.redaction = redaction;
    this.fields = fields;
    this.connection = connection;
    this.log = log;
  }

  @Override
  public <T> T fields(Class<T> type) {
    return json.convert(fields, type, "fields");
  }

  @Override
  public <T> T connection(Class<T> type) {
    if (connection.isEmpty()) {
      throw new GiveUp("the step has no connection: choose one in the flow");
    }
    return json.convert(connection, type, "connection");
  }

  @Override
  public Connection connection() {
    return new Fields(connection, redaction);
  }

  @Override
  public Logger log() {
    return log;
  }

  private record Fields(Map<String, Object> values, Redaction redaction) implements Connection {
    @Override
    public Set<String> names() {
      return Set.copyOf(values.keySet());
    }

    @Override
    public Optional<String> text(String name) {
      return Optional.ofNullable(values.get(name)).map(String::valueOf);
    }

    @Override
    public Optional<Secret> secret(String name) {
      var value = text(name);
      value.ifPresent(redaction::learn);
      return value.map(Secret::new);
    }

    @Override
    public Optional<Integer> number(String name) {
      try {
        return text(name).map(Integer::valueOf);
      } catch (NumberFormatException failure) {
        throw new GiveUp("connection#/" + name + ": is no whole number. Change it", failure);
      }
    }

    @Override
    public String toString() {
      return "connection with " + values.keySet();
    }
  }
}
