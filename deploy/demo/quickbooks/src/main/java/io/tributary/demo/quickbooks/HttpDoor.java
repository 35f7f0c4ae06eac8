package io.tributary.demo.quickbooks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/** Between the wire and {@link FrontDoor}. */
final class HttpDoor implements HttpHandler {
  private final FrontDoor door;
  private final Faults faults;
  private final InstantSource clock;
  private final long latencyMillis;

  HttpDoor(FrontDoor door, Faults faults, InstantSource clock, long latencyMillis) {
    this.door = door;
    this.faults = faults;
    this.clock = clock;
    this.latencyMillis = latencyMillis;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try {
      Thread.sleep(latencyMillis);
      var answer = answer(exchange);
      boolean isWrite =
          exchange.getRequestMethod().equals("POST")
              && exchange.getRequestURI().getPath().startsWith("/v3/");
      if (isWrite && answer.status() == 200 && faults.losesAnswer()) {
        exchange.close();
        return;
      }
      exchange.getResponseHeaders().set("intuit_tid", UUID.randomUUID().toString());
      send(exchange, answer);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      exchange.close();
    } catch (IOException gone) {
      exchange.close();
      throw gone;
    }
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    if (answer.contentType().isEmpty() || exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", answer.contentType());
    exchange.sendResponseHeaders(answer.status(), 0);
    try (var out = exchange.getResponseBody()) {
      answer.content().writeTo(out);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    try {
      var answer = door.answer(request(exchange));
      exchange.getRequestBody().skip(Long.MAX_VALUE);
      return answer;
    } catch (Problem problem) {
      exchange.getRequestBody().skip(Long.MAX_VALUE);
      return problem.answer(clock.instant());
    } catch (RuntimeException broken) {
      broken.printStackTrace();
      return Problem.asked(500, "10000").answer(clock.instant());
    }
  }

  private static Request request(HttpExchange exchange) throws IOException {
    var headers = new LinkedHashMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    InputStream body = exchange.getRequestBody();
    if ("gzip".equalsIgnoreCase(headers.get("content-encoding"))) {
      body = new GZIPInputStream(body);
    }
    var host = headers.getOrDefault("host", "localhost");
    return Request.of(
        exchange.getRequestMethod(), exchange.getRequestURI(), headers, body, "http://" + host);
  }
}
