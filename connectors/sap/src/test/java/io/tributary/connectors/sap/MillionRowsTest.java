package io.tributary.connectors.sap;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.sdk.Emitter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What lies in memory while a million entities go through: in pages, and in one answer. */
class MillionRowsTest {
  private static final int ROWS = 1_000_000;
  private static final long FLAT = 8L * 1024 * 1024;

  private HttpServer server;
  private long before;
  private long most;
  private int emitted;
  private int sincePage;
  private int largestPage;

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"V2,10000", "V4,10000", "V2,1000000"})
  void aMillionEntitiesAreReadWithFlatMemory(Protocol protocol, int pageSize) throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> answer(exchange, protocol, pageSize));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    var url = "http://localhost:" + server.getAddress().getPort();
    var setup = new PlainSetup(Map.of("entitySet", "Products"), Map.of("url", url));
    before = used();

    new Query()
        .run(
            new Query.Asked(Optional.empty(), Map.of(), Optional.empty(), Optional.empty()),
            setup,
            new Counting());

    assertThat(emitted).isEqualTo(ROWS);
    assertThat(largestPage).isLessThanOrEqualTo(10_000);
    assertThat(most - before).as("bytes more").isLessThan(FLAT);
  }

  private static void answer(HttpExchange exchange, Protocol protocol, int pageSize)
      throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      var out = new BufferedOutputStream(exchange.getResponseBody(), 64 * 1024);
      if (exchange.getRequestURI().getPath().endsWith("$metadata")) {
        out.write(Documents.of(protocol).getBytes(StandardCharsets.UTF_8));
      } else {
        var query = String.valueOf(exchange.getRequestURI().getQuery());
        page(
            out,
            protocol,
            query.startsWith("$skiptoken=") ? Integer.parseInt(query.substring(11)) : 0,
            pageSize);
      }
      out.flush();
    }
  }

  private static void page(BufferedOutputStream out, Protocol protocol, int from, int pageSize)
      throws IOException {
    boolean isV2 = protocol == Protocol.V2;
    write(out, isV2 ? "{\"d\":{\"results\":[" : "{\"value\":[");
    for (int id = from; id < from + pageSize; id++) {
      write(
          out,
          "%s{\"ID\":%d,\"Name\":\"Ada Lovelace\",\"Price\":%s,\"ChangedAt\":\"%s\"}"
              .formatted(
                  id == from ? "" : ",",
                  id,
                  isV2 ? "\"1.50\"" : "1.50",
                  isV2 ? "/Date(1795816800123)/" : "2026-11-27T22:00:00Z"));
    }
    int next = from + pageSize;
    var link = next >= ROWS ? "" : "Products?$skiptoken=" + next;
    write(
        out,
        isV2
            ? "]" + (link.isEmpty() ? "" : ",\"__next\":\"" + link + "\"") + "}}"
            : "]" + (link.isEmpty() ? "" : ",\"@odata.nextLink\":\"" + link + "\"") + "}");
  }

  private static void write(BufferedOutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static long used() {
    System.gc();
    var runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private final class Counting implements Emitter {
    @Override
    public void emit(Object output) {
      emitted++;
      sincePage++;
      largestPage = Math.max(largestPage, sincePage);
      if (emitted % 100_000 == 0) {
        most = Math.max(most, used());
      }
    }

    @Override
    public void emit(String key, Object output) {
      emit(output);
    }

    @Override
    public void page(Object cursor) {
      sincePage = 0;
    }
  }
}
