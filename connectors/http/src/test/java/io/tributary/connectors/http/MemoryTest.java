package io.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.Emitter;
import io.tributary.sdk.LargeBodies;
import io.tributary.sdk.LargeBody;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What lies in memory while much goes through: looked at after a collection, every few megabytes.
 */
class MemoryTest {
  private static final long MIB = 1024 * 1024;
  private static final long SIZE = 64 * MIB;
  private static final long FLAT = 8 * MIB;

  private final StrictServer server = new StrictServer();
  private final AtomicLong before = new AtomicLong(used());
  private final AtomicLong most = new AtomicLong();
  private final AtomicLong emitted = new AtomicLong();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void sixtyFourMegabytesGoUpWithFlatMemory() throws Exception {
    var arrived = new AtomicLong();
    server.on(
        "/stream",
        (exchange, asked) -> {
          arrived.set(drained(exchange.getRequestBody()));
          assertThat(asked.header("Content-Length")).isEqualTo(Long.toString(SIZE));
          StrictServer.send(exchange, 200, Map.of(), "");
        });

    new Request().run(input(Optional.of(new Zeros())), context(request(), none()), counting());

    assertThat(arrived).hasValue(SIZE);
    assertThat(most.get() - before.get()).as("bytes more").isLessThan(FLAT);
  }

  @Test
  void sixtyFourMegabytesComeDownWithFlatMemory() throws Exception {
    server.on(
        "/stream",
        (exchange, _) -> {
          exchange.sendResponseHeaders(200, 0);
          new Zeros().open().transferTo(exchange.getResponseBody());
        });
    var arrived = new AtomicLong();
    var bodies =
        new Bodies(
            content -> {
              arrived.set(drained(content));
              return new Zeros();
            });

    new Request().run(input(Optional.empty()), context(request(), bodies), counting());

    assertThat(arrived).hasValue(SIZE);
    assertThat(most.get() - before.get()).as("bytes more").isLessThan(FLAT);
  }

  @Test
  void aMillionItemsAreReadWithFlatMemory() throws Exception {
    var page =
        IntStream.range(0, 10_000)
            .mapToObj(id -> "{\"id\":" + id + ",\"name\":\"Ada Lovelace\",\"open\":true}")
            .collect(Collectors.joining(",", "[", "]"));
    server.on(
        "/list",
        (exchange, asked) ->
            StrictServer.send(
                exchange, 200, Map.of(), asked.query().equals("offset=1000000") ? "[]" : page));
    before.set(used());
    var fields =
        new ReadPages.Fields(
            ReadPages.Style.OFFSET,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    new ReadPages()
        .run(
            new ReadPages.Input(Optional.of("/list"), Map.of(), Map.of()),
            context(fields, none()),
            counting());

    assertThat(emitted).hasValue(1_000_000);
    assertThat(most.get() - before.get()).as("bytes more").isLessThan(FLAT);
  }

  private PlainContext context(Object fields, LargeBodies bodies) {
    var service =
        new Service(
            server.url(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return new PlainContext(service, fields, bodies);
  }

  private static Request.Fields request() {
    return new Request.Fields(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(120));
  }

  private static Request.Input input(Optional<LargeBody> file) {
    return new Request.Input(
        Optional.of(file.isPresent() ? "PUT" : "GET"),
        Optional.of("/stream"),
        Map.of(),
        Map.of(),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        List.of(),
        file);
  }

  private static LargeBodies none() {
    return new Bodies(
        _ -> {
          throw new AssertionError("nothing is to be stored");
        });
  }

  private Emitter counting() {
    return new Emitter() {
      @Override
      public void emit(Object output) {
        if (emitted.incrementAndGet() % 100_000 == 50_000) {
          look();
        }
      }

      @Override
      public void emit(String key, Object output) {
        emit(output);
      }

      @Override
      public void page(Object cursor) {}
    };
  }

  /** Reads to the end, and looks at the memory every eight megabytes. */
  private long drained(InputStream content) throws IOException {
    var buffer = new byte[16 * 1024];
    long all = 0;
    long looked = 0;
    for (int some = content.read(buffer); some >= 0; some = content.read(buffer)) {
      all += some;
      if (all - looked >= 8 * MIB) {
        looked = all;
        look();
      }
    }
    return all;
  }

  private void look() {
    most.accumulateAndGet(used(), Math::max);
  }

  private static long used() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private interface Store {
    LargeBody store(InputStream content) throws IOException;
  }

  private record Bodies(Store store) implements LargeBodies {
    @Override
    public LargeBody write(InputStream content) throws IOException {
      return store.store(content);
    }

    @Override
    public LargeBody of(Object value) {
      throw new UnsupportedOperationException();
    }
  }

  /** As many bytes as are asked for, and none of them in memory. */
  private record Zeros() implements LargeBody {
    @Override
    public long size() {
      return SIZE;
    }

    @Override
    public InputStream open() {
      return new InputStream() {
        private long left = SIZE;

        @Override
        public int read() {
          return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) {
          int some = (int) Math.min(left, length);
          left -= some;
          return some == 0 ? -1 : some;
        }
      };
    }
  }
}
