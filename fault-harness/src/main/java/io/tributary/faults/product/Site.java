package io.tributary.faults.product;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.faults.traffic.Marks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A service that steps deliver to; it can be switched off or refuse. */
public final class Site implements AutoCloseable {
  /** How it behaves. */
  public enum Mood {
    /** Takes everything. */
    UP,
    /** Hangs up on every caller without a word: counted, so that probes can be told. */
    DOWN,
    /** Does not accept anybody's log-in. */
    REFUSING
  }

  private final HttpServer http;
  private final Map<String, ConcurrentLinkedQueue<String>> keysByMessage =
      new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Long> taken = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Long> turnedAway = new ConcurrentLinkedQueue<>();
  private volatile Mood mood = Mood.UP;

  private Site(HttpServer http) {
    this.http = http;
  }

  static Site start() throws IOException {
    var http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var site = new Site(http);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", site::answer);
    http.start();
    return site;
  }

  int port() {
    return http.getAddress().getPort();
  }

  public void become(Mood wanted) {
    mood = wanted;
  }

  /** Moments ({@link System#nanoTime}) of calls that it took. */
  public List<Long> taken() {
    return List.copyOf(taken);
  }

  /** Moments of calls while it was down or refused. */
  public List<Long> turnedAway() {
    return List.copyOf(turnedAway);
  }

  public boolean hasAll(Collection<String> messages) {
    return keysByMessage.keySet().containsAll(messages);
  }

  /** Calls that were taken beyond the first of each message. */
  public long repeats() {
    return keysByMessage.values().stream().mapToLong(keys -> keys.size() - 1L).sum();
  }

  /** Messages that came under two idempotency keys. */
  public long keysChanged() {
    return keysByMessage.values().stream()
        .filter(keys -> List.copyOf(keys).stream().distinct().count() > 1)
        .count();
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var message = Marks.of(exchange.getRequestBody().readAllBytes()).uuid();
      switch (mood) {
        case UP -> {
          var key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
          keysByMessage
              .computeIfAbsent(message, _ -> new ConcurrentLinkedQueue<>())
              .add(key == null ? "" : key);
          taken.add(System.nanoTime());
          exchange.sendResponseHeaders(200, -1);
        }
        case REFUSING -> {
          turnedAway.add(System.nanoTime());
          exchange.sendResponseHeaders(401, -1);
        }
        // Closed without an answer.
        case DOWN -> turnedAway.add(System.nanoTime());
      }
    }
  }
}
