package io.tributary.faults.traffic;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.faults.history.Sending;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** Somebody else's HTTP server, on loopback: it answers 200 and keeps every idempotency key. */
public final class Target implements AutoCloseable {
  private final HttpServer http;
  private final Map<String, ConcurrentLinkedQueue<String>> keysByMessage =
      new ConcurrentHashMap<>();

  private Target(HttpServer http) {
    this.http = http;
  }

  public static Target start() throws IOException {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var target = new Target(http);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", target::take);
    http.start();
    return target;
  }

  public String address() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/effects";
  }

  /** Calls beyond the first of each message. */
  public int extraCalls() {
    return keysByMessage.values().stream().mapToInt(keys -> keys.size() - 1).sum();
  }

  /** Sentences about what a target may not see: no call, or a second key for one message. */
  public List<String> broken(List<Sending> sendings) {
    var broken = new ArrayList<String>();
    Set<String> keys = new HashSet<>();
    for (var sending : sendings) {
      var calls = keysByMessage.getOrDefault(sending.mark().uuid(), new ConcurrentLinkedQueue<>());
      var different = Set.copyOf(calls);
      if (calls.isEmpty() && sending.result() == Sending.Result.OK) {
        broken.add("the target was never called for " + sending.mark());
      }
      if (different.size() > 1) {
        broken.add("two idempotency keys %s for %s".formatted(different, sending.mark()));
      }
      if (different.stream().anyMatch(key -> !keys.add(key))) {
        broken.add("a key of another message was used for " + sending.mark());
      }
    }
    return broken;
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      var message = Marks.of(exchange.getRequestBody().readAllBytes()).uuid();
      var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
      keysByMessage
          .computeIfAbsent(message, _ -> new ConcurrentLinkedQueue<>())
          .add(key == null ? "" : key);
      exchange.sendResponseHeaders(200, -1);
    }
  }
}
