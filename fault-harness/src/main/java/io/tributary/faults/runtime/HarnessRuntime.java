package io.tributary.faults.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.contracts.workers.WorkerView;
import io.tributary.faults.host.HarnessHost;
import io.tributary.faults.process.Program;
import io.tributary.faults.process.Programs;
import io.tributary.faults.process.Programs.Launch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Starts and ends workers as the runtime service would, and gives out tokens; on a loopback port.
 * Closing it ends its workers.
 */
public final class HarnessRuntime implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpServer http;
  private final Programs programs;
  private final Clock clock;
  private final Path workers;
  private final Path log;
  private final String target;
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  private HarnessRuntime(
      HttpServer http, Programs programs, Clock clock, Path workers, Path log, String target) {
    this.http = http;
    this.programs = programs;
    this.clock = clock;
    this.workers = workers;
    this.log = log;
    this.target = target;
  }

  /**
   * Listens from here on.
   *
   * @param workers folder of the workers' folders, as the runners have it
   * @param log where the hosts' output goes
   * @param target address that hosts deliver to; empty = none
   */
  public static HarnessRuntime start(
      Programs programs, Clock clock, Path workers, Path log, String target) throws IOException {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var runtime = new HarnessRuntime(http, programs, clock, workers, log, target);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext(
        "/protocol/openid-connect/token",
        exchange -> answer(exchange, 200, Map.of("access_token", "t", "expires_in", 300)));
    http.createContext("/internal/v1/workers", runtime::workers);
    http.start();
    return runtime;
  }

  public String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort();
  }

  /** Workers whose process lives. */
  public List<Worker> alive() {
    var alive = new ArrayList<Worker>();
    running.forEach(
        (name, started) -> {
          if (started.program().isAlive()) {
            alive.add(new Worker(name, started.request().step().value(), started.program()));
          }
        });
    return alive;
  }

  @Override
  public void close() {
    http.stop(0);
    running.values().forEach(started -> started.program().process().destroyForcibly());
  }

  private void workers(HttpExchange exchange) throws IOException {
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        var request = JSON.readValue(exchange.getRequestBody().readAllBytes(), WorkerRequest.class);
        running.computeIfAbsent(
            request.worker(), _ -> new Running(request, start(request), clock.instant()));
        answer(exchange, 201, Map.of());
      }
      case "DELETE" -> {
        var path = exchange.getRequestURI().getPath();
        var gone = running.remove(path.substring(path.lastIndexOf('/') + 1));
        if (gone != null) {
          gone.program().process().destroyForcibly();
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
                    Long.toString(started.program().pid()),
                    "sandbox",
                    started.since())));
    return views;
  }

  private Program start(WorkerRequest request) {
    try {
      return programs.start(
          request.worker(),
          new Launch(
              HarnessHost.class.getName(),
              List.of(
                  "-Xmx40m",
                  "-Xss512k",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+ExitOnOutOfMemoryError",
                  "-XX:-CreateCoredumpOnCrash",
                  "-XX:ErrorFile=/dev/null"),
              List.of(workers.resolve(request.worker()).toString(), target),
              Map.of(),
              log));
    } catch (IOException failed) {
      throw new java.io.UncheckedIOException(failed);
    }
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    var bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (var out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** A worker as faults see it; its name begins with the id of its runner. */
  public record Worker(String name, String step, Program program) {}

  private record Running(WorkerRequest request, Program program, Instant since) {}
}
