package io.tributary.connectors.email;

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

/** One call that keeps nothing of the bodies it hears: the testkit's would keep all of them. */
final class Call implements Context, Emitter, LargeBodies, Snapshot {
  private final Object connection;
  private final Map<Class<?>, Object> fields;
  private final Object snapshot;
  private final long before = used();
  private long most;
  private long stored;
  private Object emitted;
  private Object saved;
  private Object committed;
  private int outputs;
  private int last = Integer.MAX_VALUE;

  Call(Object connection, Map<Class<?>, Object> fields, Object snapshot) {
    this.connection = connection;
    this.fields = fields;
    this.snapshot = snapshot;
  }

  long stored() {
    return stored;
  }

  /** The worker dies when so many outputs were given. */
  Call dyingAfter(int count) {
    last = count;
    return this;
  }

  /** The snapshot of the last page. */
  Object committed() {
    return committed;
  }

  int outputs() {
    return outputs;
  }

  Object emitted() {
    return emitted;
  }

  /** The most that was in use beyond what was before, after collecting, at any look. */
  long mostInUse() {
    return most;
  }

  void look() {
    most = Math.max(most, used() - before);
  }

  @Override
  public LargeBody write(InputStream content) throws IOException {
    var piece = new byte[1_000_000];
    for (int some = content.readNBytes(piece, 0, piece.length);
        some > 0;
        some = content.readNBytes(piece, 0, piece.length)) {
      if (stored / 10_000_000 != (stored + some) / 10_000_000) {
        look();
      }
      stored += some;
    }
    return new Stored(stored);
  }

  private record Stored(long size) implements LargeBody {
    @Override
    public InputStream open() {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public LargeBody of(Object value) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <T> T fields(Class<T> type) {
    return type.cast(fields.get(type));
  }

  @Override
  public <T> T connection(Class<T> type) {
    return type.cast(connection);
  }

  @Override
  public Snapshot snapshot() {
    return this;
  }

  @Override
  public <T> Optional<T> read(Class<T> type) {
    return Optional.ofNullable(snapshot).map(type::cast);
  }

  @Override
  public void save(Object state) {
    saved = state;
  }

  @Override
  public void emit(Object output) {
    if (outputs++ == last) {
      throw new IllegalStateException("the worker died");
    }
    emitted = output;
  }

  @Override
  public void emit(String key, Object output) {
    emit(output);
  }

  @Override
  public void page(Object cursor) {
    committed = saved;
  }

  @Override
  public LargeBodies bodies() {
    return this;
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
  public void reply(Reply reply) {
    throw new UnsupportedOperationException();
  }

  private static long used() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
