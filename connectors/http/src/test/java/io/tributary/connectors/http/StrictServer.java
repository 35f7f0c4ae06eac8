package io.tributary.connectors.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * An HTTP server on loopback that keeps what it was asked, and answers 400 to what no client should
 * send: another host's name, a second login, a header outside of ASCII.
 */
final class StrictServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Answers> routes = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** Answers an exchange. */
  interface Answers {
    void answer(HttpExchange exchange, Asked asked) throws IOException;
  }

  /** A request; its body is empty where the route reads it itself. */
  record Asked(String method, String path, String query, Headers headers, String body) {
    String header(String name) {
      return headers.getFirst(name) == null ? "" : headers.getFirst(name);
    }
  }

  StrictServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  /** All requests, in their order. */
  List<Asked> asked() {
    return List.copyOf(asked);
  }

  Asked only() {
    if (asked.size() != 1) {
      throw new AssertionError("expected one request, and got " + asked);
    }
    return asked.getFirst();
  }

  StrictServer on(String path, Answers answers) {
    routes.put(path, answers);
    return this;
  }

  StrictServer on(String path, int status, Map<String, String> headers, String body) {
    return on(path, (exchange, _) -> send(exchange, status, headers, body));
  }

  StrictServer json(String path, String body) {
    return on(path, 200, Map.of("Content-Type", "application/json"), body);
  }

  static void send(HttpExchange exchange, int status, Map<String, String> headers, String body)
      throws IOException {
    send(exchange, status, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  static void send(HttpExchange exchange, int status, Map<String, String> headers, byte[] body)
      throws IOException {
    headers.forEach(exchange.getResponseHeaders()::add);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  static byte[] gzip(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var route = routes.get(exchange.getRequestURI().getPath());
      boolean reads = exchange.getRequestURI().getPath().startsWith("/stream");
      var body =
          reads ? "" : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var request =
          new Asked(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              String.valueOf(exchange.getRequestURI().getRawQuery()),
              exchange.getRequestHeaders(),
              body);
      asked.add(request);
      var fault = fault(request);
      if (!fault.isEmpty()) {
        send(exchange, 400, Map.of(), "strict: " + fault);
      } else if (route == null) {
        send(exchange, 404, Map.of(), "no route");
      } else {
        route.answer(exchange, request);
      }
    }
  }

  private String fault(Asked request) {
    if (!List.of("127.0.0.1:" + port()).equals(request.headers().get("Host"))) {
      return "host " + request.headers().get("Host");
    }
    for (var header : request.headers().entrySet()) {
      if (header.getValue().size() > 1) {
        return "twice " + header.getKey();
      }
      if (header.getValue().getFirst().chars().anyMatch(one -> one < 32 || one > 126)) {
        return "bytes in " + header.getKey();
      }
    }
    return "";
  }
}
