package io.tributary.connectors.sap;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * An OData service on the loopback, as strict as SAP Gateway: a login, tokens against forgery that
 * belong to a session, versions in headers. What it offers is in {@link EntityRequests}.
 */
final class TestService implements AutoCloseable {
  /** A request, from outside or out of a batch. */
  record Asked(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    static Asked of(String method, String address, Map<String, String> headers, byte[] body) {
      var parts = address.split("\\?", 2);
      var query = new LinkedHashMap<String, String>();
      if (parts.length > 1) {
        for (var pair : parts[1].split("&")) {
          var two = pair.split("=", 2);
          query.put(decoded(two[0]), two.length > 1 ? decoded(two[1]) : "");
        }
      }
      return new Asked(method, decoded(parts[0]), query, headers, body);
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
  }

  record Told(int status, Map<String, String> headers, byte[] body) {
    static Told json(int status, Object body) {
      return new Told(
          status, Map.of("Content-Type", "application/json"), Json.MAPPER.writeValueAsBytes(body));
    }

    Told with(String name, String value) {
      var more = new HashMap<>(headers);
      more.put(name, value);
      return new Told(status, more, body);
    }
  }

  final Protocol protocol;
  final Store store = new Store();
  final List<Asked> requests = new CopyOnWriteArrayList<>();
  final EntityRequests entities;
  Function<Asked, Told> before = _ -> null;
  boolean wantsToken = true;
  private final HttpServer server;
  private int session = 1;
  private int tokensGiven;

  TestService(Protocol protocol) {
    this.protocol = protocol;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
    entities = new EntityRequests(store, new Dialect(protocol, url()));
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/sap/shop";
  }

  Map<String, Object> connection() {
    var connection = new HashMap<String, Object>();
    connection.put("url", url() + "/");
    connection.put("auth", "basic");
    connection.put("username", "ada");
    connection.put("password", "secret");
    connection.put("sapClient", "100");
    return connection;
  }

  void endSession() {
    session++;
  }

  int tokensGiven() {
    return tokensGiven;
  }

  long count(String method) {
    return requests.stream().filter(one -> one.method().equals(method)).count();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new HashMap<String, String>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      var uri = exchange.getRequestURI().toString().replaceFirst("^/sap/shop/?", "");
      var asked =
          Asked.of(
              exchange.getRequestMethod(), uri, headers, exchange.getRequestBody().readAllBytes());
      requests.add(asked);
      var told = told(asked);
      told.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      if (asked.header("x-csrf-token").equalsIgnoreCase("fetch")
          && told.status() < 400
          && wantsToken) {
        tokensGiven++;
        exchange.getResponseHeaders().add("X-CSRF-Token", "token-" + session);
        exchange
            .getResponseHeaders()
            .add("Set-Cookie", "SAP_SESSIONID=s" + session + "; path=/; HttpOnly");
        exchange.getResponseHeaders().add("Set-Cookie", "sap-usercontext=sap-client=100; path=/");
      }
      send(exchange, told, asked.header("accept-encoding").contains("gzip"));
    }
  }

  private static void send(HttpExchange exchange, Told told, boolean zips) throws IOException {
    if (told.body().length == 0) {
      exchange.sendResponseHeaders(told.status(), -1);
    } else if (zips) {
      exchange.getResponseHeaders().add("Content-Encoding", "gzip");
      exchange.sendResponseHeaders(told.status(), 0);
      try (var out = new GZIPOutputStream(exchange.getResponseBody())) {
        out.write(told.body());
      }
    } else {
      exchange.sendResponseHeaders(told.status(), told.body().length);
      exchange.getResponseBody().write(told.body());
    }
  }

  private Told told(Asked asked) {
    var own = before.apply(asked);
    if (own != null) {
      return own;
    }
    var login = Base64.getEncoder().encodeToString("ada:secret".getBytes(StandardCharsets.UTF_8));
    boolean isKnown =
        asked.header("authorization").equals("Basic " + login)
            || asked.header("authorization").equals("Bearer good")
            || asked.header("apikey").equals("k3y");
    if (!isKnown) {
      return new Told(401, Map.of("WWW-Authenticate", "Basic realm=\"SAP\""), new byte[0]);
    }
    boolean isChange = !asked.method().equals("GET");
    boolean hasPass =
        asked.header("x-csrf-token").equals("token-" + session)
            && asked.header("cookie").contains("SAP_SESSIONID=s" + session);
    if (isChange && wantsToken && !hasPass) {
      return new Told(
          403,
          Map.of("X-CSRF-Token", "Required", "Content-Type", "text/plain"),
          "CSRF token validation failed".getBytes(StandardCharsets.UTF_8));
    }
    if (asked.path().equals("$metadata") && asked.header("if-none-match").equals("\"m1\"")) {
      return new Told(304, Map.of("ETag", "\"m1\""), new byte[0]);
    }
    if (asked.path().equals("$metadata")) {
      return new Told(
          200,
          Map.of("Content-Type", "application/xml", "ETag", "\"m1\""),
          Documents.of(protocol).getBytes(StandardCharsets.UTF_8));
    }
    return asked.path().equals("$batch")
        ? new BatchRequests(entities, store, protocol).answer(asked)
        : safely(asked, entities);
  }

  static Told safely(Asked asked, EntityRequests entities) {
    try {
      return entities.answer(asked);
    } catch (Store.Refused refused) {
      return Told.json(refused.status, entities.dialect().error(refused));
    } catch (RuntimeException broken) {
      return Told.json(
          500, entities.dialect().error(new Store.Refused(500, "BROKEN", broken.toString(), "")));
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
