package io.tributary.connectors.quickbooks;

import io.tributary.host.json.Json;
import io.tributary.sdk.Connection;
import io.tributary.sdk.Context;
import io.tributary.sdk.LargeBodies;
import io.tributary.sdk.LargeBody;
import io.tributary.sdk.Logger;
import io.tributary.sdk.Reply;
import io.tributary.sdk.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A step's surroundings that keep nothing: for choices, schemas, and for measuring memory. */
record PlainSetup(
    Map<String, ?> values, Map<String, ?> connectionValues, AtomicReference<Object> kept)
    implements Context, LargeBodies {
  private static final Json JSON = new Json(_ -> {});

  PlainSetup(Map<String, ?> values, Map<String, ?> connectionValues) {
    this(values, connectionValues, new AtomicReference<>());
  }

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
    return Optional.ofNullable(kept.get()).map(type::cast);
  }

  @Override
  public LargeBodies bodies() {
    return this;
  }

  @Override
  public LargeBody write(InputStream content) throws IOException {
    long size = content.transferTo(OutputStream.nullOutputStream());
    return new LargeBody() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() {
        return InputStream.nullInputStream();
      }
    };
  }

  @Override
  public LargeBody of(Object value) {
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
