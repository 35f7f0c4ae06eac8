package io.tributary.connectors.cms;

import io.tributary.host.json.Json;
import io.tributary.sdk.Connection;
import io.tributary.sdk.Context;
import io.tributary.sdk.LargeBodies;
import io.tributary.sdk.Logger;
import io.tributary.sdk.Reply;
import io.tributary.sdk.Snapshot;
import java.util.Map;
import java.util.Optional;

/** A step's surroundings that keep nothing: for choices, schemas, and for measuring memory. */
record PlainContext(Map<String, ?> values, Map<String, ?> connectionValues) implements Context {
  private static final Json JSON = new Json(_ -> {});

  @Override
  public <T> T fields(Class<T> type) {
    return JSON.convert(values, type, "fields");
  }

  @Override
  public <T> T connection(Class<T> type) {
    return JSON.convert(connectionValues, type, "connection");
  }

  @Override
  public <T> Optional<T> cursor(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public LargeBodies bodies() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Connection connection() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Logger log() {
    throw new UnsupportedOperationException();
  }

  @Override
  public String idempotencyKey() {
    return "message-1";
  }

  @Override
  public String execution() {
    return "execution-1";
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Snapshot snapshot() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void reply(Reply reply) {
    throw new UnsupportedOperationException();
  }
}
