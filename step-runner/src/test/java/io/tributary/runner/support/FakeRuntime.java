package io.tributary.runner.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.contracts.workers.WorkerView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * The runtime's side of the worker conversation, and a token endpoint: workers are child processes.
 */
public final class FakeRuntime implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Whatever connection is asked for. */
  private static final Map<String, Object> LEASE =
      Map.of(
          "name",
          "target",
          "fields",
          Map.of(),
          "egress",
          List.of(),
          "expiresAt",
          "2099-01-01T00:00:00Z");

  private final HttpServer http;
  private final Path workers;
  private final Path log;
  private final Map<String, Started> running = new ConcurrentHashMap<>();

  private FakeRuntime(HttpServer http, Path workers, Path log) {
    this.http = http;
    this.workers = workers;
    this.log = log;
  }

  public static FakeRuntime start(Path workers, Path log) throws IOException {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var runtime = new FakeRuntime(http, workers, log);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext(
        "/protocol/openid-connect/token",
        exchange -> answer(exchange, 200, Map.of("access_token", "t", "expires_in", 300)));
    http.createContext("/internal/v1/workers", runtime::workers);
    http.createContext("/internal/v1/flows", exchange -> answer(exchange, 200, LEASE));
    http.start();
    return runtime;
  }

  public String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Where the folders of its workers are. */
  public Path workers() {
    return workers;
  }

  public List<ProcessHandle> processes() {
    return running.values().stream().map(started -> started.process().toHandle()).toList();
  }

  @Override
  public void close() {
    http.stop(0);
    running.values().forEach(started -> started.process().destroyForcibly());
  }

  private void workers(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        var request = JSON.readValue(exchange.getRequestBody().readAllBytes(), WorkerRequest.class);
        running.put(request.worker(), new Started(request, host(request)));
        answer(exchange, 201, Map.of());
      }
      case "DELETE" -> {
        var path = exchange.getRequestURI().getPath();
        var gone = running.remove(path.substring(path.lastIndexOf('/') + 1));
        if (gone != null) {
          gone.process().destroyForcibly();
        }
        answer(exchange, gone == null ? 404 : 200, Map.of());
      }
      default -> answer(exchange, 200, views());
    }
  }

  private List<WorkerView> views() {
    var views = new ArrayList<WorkerView>();
    running.forEach(
        (name, started) ->
            views.add(
                new WorkerView(
                    name,
                    started.request().flow(),
                    started.request().step(),
                    Long.toString(started.process().pid()),
                    "sandbox",
                    Clock.systemUTC().instant())));
    return views;
  }

  private Process host(WorkerRequest request) throws IOException {
    return ChildJvm.start(
        log,
        List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"),
        Map.of(),
        FakeHost.class.getName(),
        List.of(workers.resolve(request.worker()).toString()));
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    var bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private record Started(WorkerRequest request, Process process) {}
}
