package io.tributary.connectors.http;

import io.tributary.sdk.Connection;
import io.tributary.sdk.Context;
import io.tributary.sdk.LargeBodies;
import io.tributary.sdk.Logger;
import io.tributary.sdk.Reply;
import io.tributary.sdk.Snapshot;
import java.util.Optional;

/** A context without a host around it, for measures that the testkit's own copies would spoil. */
record PlainContext(Object service, Object fields, LargeBodies bodies) implements Context {
  @Override
  public <T> T fields(Class<T> type) {
    return type.cast(fields);
  }

  @Override
  public <T> T connection(Class<T> type) {
    return type.cast(service);
  }

  @Override
  public String idempotencyKey() {
    return "key-1";
  }

  @Override
  public <T> Optional<T> cursor(Class<T> type) {
    return Optional.empty();
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
  public String execution() {
    throw new UnsupportedOperationException();
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
