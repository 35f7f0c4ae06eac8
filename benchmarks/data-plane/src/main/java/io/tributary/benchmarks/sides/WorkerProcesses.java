package io.tributary.benchmarks.sides;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.benchmarks.processes.Children.Program;
import io.tributary.benchmarks.processes.Lab;
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
 * The runtime's side of the worker conversation, and a token endpoint. Each worker is the real
 * component host in a process of its own, with the flags that an image starts it with.
 */
final class WorkerProcesses implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Lab lab;
  private final Path folder;
  private final String log;
  private final HttpServer http;
  private final Map<String, Started> running = new ConcurrentHashMap<>();

  private WorkerProcesses(Lab lab, Path folder, String log, HttpServer http) {
    this.lab = lab;
    this.folder = folder;
    this.log = log;
    this.http = http;
  }

  /**
   * @param folder of the workers' folders; a socket's path is 107 bytes at most
   */
  static WorkerProcesses start(Lab lab, Path folder, String log) throws IOException {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var workers = new WorkerProcesses(lab, folder, log, http);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext(
        "/protocol/openid-connect/token",
        exchange -> answer(exchange, 200, Map.of("access_token", "t", "expires_in", 300)));
    http.createContext("/internal/v1/workers", workers::workers);
    http.start();
    return workers;
  }

  String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  List<Process> processes() {
    return running.values().stream().map(Started::process).filter(Process::isAlive).toList();
  }

  @Override
  public void close() {
    http.stop(0);
    running
        .values()
        .forEach(started -> lab.children().end(started.process(), Duration.ofSeconds(1)));
  }

  private void workers(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        var request = JSON.readValue(exchange.getRequestBody().readAllBytes(), WorkerRequest.class);
        running.computeIfAbsent(
            request.worker(), name -> new Started(request, host(name), Clock.systemUTC().millis()));
        answer(exchange, 201, Map.of());
      }
      case "DELETE" -> {
        var path = exchange.getRequestURI().getPath();
        var gone = running.remove(path.substring(path.lastIndexOf('/') + 1));
        if (gone != null) {
          lab.children().kill(gone.process());
        }
        answer(exchange, gone == null ? 404 : 200, Map.of());
      }
      default -> answer(exchange, 200, views());
    }
  }

  private List<WorkerView> views() {
    return running.entrySet().stream()
        .filter(each -> each.getValue().process().isAlive())
        .map(each -> each.getValue().view(each.getKey()))
        .toList();
  }

  private Process host(String worker) {
    var flags = new ArrayList<>(lab.programs().hostFlags());
    flags.addAll(lab.programs().profiling(lab.folder(), log));
    return lab.children()
        .start(
            new Program(log, flags, lab.programs().host(), "io.tributary.host.Main", List.of()),
            Map.of("TRIBUTARY_SOCKET_DIR", folder.resolve(worker).toString()));
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    var bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private record Started(WorkerRequest request, Process process, long at) {
    WorkerView view(String name) {
      return new WorkerView(
          name,
          request.flow(),
          request.step(),
          Long.toString(process.pid()),
          "sandbox",
          java.time.Instant.ofEpochMilli(at));
    }
  }
}
