package io.tributary.connectors.transform;

import io.tributary.sdk.Connection;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.LargeBodies;
import io.tributary.sdk.LargeBody;
import io.tributary.sdk.Logger;
import io.tributary.sdk.Reply;
import io.tributary.sdk.Snapshot;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** One call that keeps nothing of what it hears: the testkit's would keep a million rows. */
final class Call implements Context, Emitter, LargeBodies {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int BETWEEN_LOOKS = 2000;

  private final Map<String, Object> fields;
  private final Supplier<InputStream> body;
  private final long before = used();
  private long most;
  private long outputs;
  private long pages;
  private long stored;

  Call(Map<String, Object> fields, Supplier<InputStream> body) {
    this.fields = fields;
    this.body = body;
  }

  long outputs() {
    return outputs;
  }

  long pages() {
    return pages;
  }

  long stored() {
    return stored;
  }

  /** The most that was in use beyond what was before, after collecting, at any look. */
  long mostInUse() {
    return most;
  }

  @Override
  public void emit(Object output) {
    JSON.writeValueAsBytes(output);
    if (outputs++ % BETWEEN_LOOKS == 0) {
      look();
    }
  }

  @Override
  public void emit(String key, Object output) {
    emit(output);
  }

  @Override
  public void page(Object cursor) {
    pages++;
  }

  @Override
  public LargeBody write(InputStream content) throws IOException {
    var piece = new byte[1_000_000];
    for (int some = content.read(piece); some >= 0; some = content.read(piece)) {
      if (stored / 20_000_000 != (stored + some) / 20_000_000) {
        look();
      }
      stored += some;
    }
    return of(null);
  }

  @Override
  public LargeBody of(Object value) {
    return new LargeBody() {
      @Override
      public long size() {
        return stored;
      }

      @Override
      public InputStream open() {
        return body.get();
      }
    };
  }

  @Override
  public LargeBodies bodies() {
    return this;
  }

  @Override
  public <T> T fields(Class<T> type) {
    return JSON.convertValue(fields, type);
  }

  @Override
  public <T> Optional<T> cursor(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public <T> T connection(Class<T> type) {
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
    return "m";
  }

  @Override
  public String execution() {
    return "e";
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

  private void look() {
    most = Math.max(most, used() - before);
  }

  private static long used() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
