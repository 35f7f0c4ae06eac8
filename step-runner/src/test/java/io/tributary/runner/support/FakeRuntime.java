package io.tributary.runner.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.contracts.workers.WorkerExit;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.contracts.workers.WorkerView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
  /** In every connection. */
  public static final String SECRET = "tok-12345";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer http;
  private final Path workers;
  private final Path log;
  private final Map<String, Started> running = new ConcurrentHashMap<>();

  /** Whatever connection is asked for. */
  private volatile Leases leases = new Leases(200, Duration.ofMinutes(5));

  private volatile String lastWords = "";

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
    http.createContext("/internal/v1/flows", runtime::lease);
    http.start();
    return runtime;
  }

  public String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /**
   * How it answers whoever asks for a connection.
   *
   * @param status of the answer; 200 lends
   * @param term of what is lent
   */
  public record Leases(int status, Duration term) {}

  /** From now on. */
  public void answersLeases(Leases next) {
    leases = next;
  }

  /** Every worker that ends from now on has written this. */
  public void workersSay(String words) {
    lastWords = words;
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

  private void lease(HttpExchange exchange) throws IOException {
    var now = leases;
    answer(
        exchange,
        now.status(),
        now.status() == 200
            ? Map.of(
                "name",
                "target",
                "fields",
                Map.of("token", SECRET),
                "egress",
                List.of(),
                "expiresAt",
                Clock.systemUTC().instant().plus(now.term()).toString())
            : Map.of("code", "test", "detail", "The connection \"target\" is gone."));
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
        if (gone == null) {
          answer(exchange, 404, Map.of());
        } else {
          gone.process().destroyForcibly();
          answer(exchange, 200, ended(gone));
        }
      }
      default -> answer(exchange, 200, views());
    }
  }

  private WorkerExit ended(Started gone) {
    return new WorkerExit(
        gone.request().worker(), 137, false, Clock.systemUTC().instant(), lastWords);
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
