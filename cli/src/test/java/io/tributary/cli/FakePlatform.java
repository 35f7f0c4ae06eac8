package io.tributary.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what it was told to, in order, and remembers what it was asked. */
final class FakePlatform implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  private record Answer(int status, Body body) {}

  /** Sends what it has. */
  interface Body {
    void send(HttpExchange exchange, int status) throws IOException;
  }

  /** One request as it came. */
  record Asked(String request, String authorization, String contentType, String body) {}

  FakePlatform() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** For a request line such as {@code GET /x?y=z}; the last answer of a line is repeated. */
  FakePlatform on(String request, int status, String body) {
    return on(request, status, bytes(body.getBytes(StandardCharsets.UTF_8)));
  }

  FakePlatform on(String request, int status, Body body) {
    answers.computeIfAbsent(request, _ -> new ArrayDeque<>()).add(new Answer(status, body));
    return this;
  }

  static Body bytes(byte[] bytes) {
    return (exchange, status) -> {
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  List<Asked> asked() {
    return asked;
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    var request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
    var headers = exchange.getRequestHeaders();
    asked.add(
        new Asked(
            request,
            String.valueOf(headers.getFirst("Authorization")),
            String.valueOf(headers.getFirst("Content-Type")),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    var queue = answers.getOrDefault(request, new ArrayDeque<>());
    var answer = queue.size() > 1 ? queue.poll() : queue.peek();
    if (answer == null) {
      var problem = "{\"code\":\"not-there\",\"detail\":\"Not there.\"}";
      answer = new Answer(404, bytes(problem.getBytes(StandardCharsets.UTF_8)));
    }
    answer.body().send(exchange, answer.status());
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
