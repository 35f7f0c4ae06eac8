package io.tributary.runtime.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A provider of OAuth 2 on loopback, strict: it takes every code and every refresh token once. */
public final class OAuthProvider implements AutoCloseable {
  public static final String CLIENT = "the-client";
  public static final String SECRET = "the-clients-s3cret";

  private final HttpServer server;
  private final Map<String, Code> codes = new ConcurrentHashMap<>();
  private final Map<String, String> refreshTokens = new ConcurrentHashMap<>();
  private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
  private final AtomicInteger number = new AtomicInteger();
  private volatile Duration life = Duration.ofHours(1);
  private volatile boolean lenient;
  private volatile Optional<Fixed> fixed = Optional.empty();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  private record Code(String account, String challenge, String redirect) {}

  private record Fixed(int status, String body) {}

  public OAuthProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/token", this::token);
    server.start();
  }

  public String trusted() {
    return "localhost:" + server.getAddress().getPort();
  }

  public String base() {
    return "http://" + trusted();
  }

  /** A person consents at this page, for that account; gives where the browser is sent. */
  public URI consent(URI page, String account) {
    var query = form(page.getRawQuery());
    var code = "code-" + account + "-" + number.incrementAndGet();
    codes.put(
        code,
        new Code(
            account,
            query.getOrDefault("code_challenge", ""),
            query.getOrDefault("redirect_uri", "")));
    return URI.create(
        query.get("redirect_uri")
            + "?code="
            + code
            + "&state="
            + URLEncoder.encode(query.get("state"), UTF_8));
  }

  /** What it was asked for tokens, as forms. */
  public List<Map<String, String>> asked() {
    return asked;
  }

  public long renewals() {
    return asked.stream().filter(form -> "refresh_token".equals(form.get("grant_type"))).count();
  }

  public void giveFor(Duration longer) {
    life = longer;
  }

  /** Refresh tokens stay good from now on. */
  public void beLenient() {
    lenient = true;
  }

  public void answerWith(int status, String body) {
    fixed = Optional.of(new Fixed(status, body));
  }

  public void answerAgain() {
    fixed = Optional.empty();
  }

  /** Renewals are done and not answered until the latch is counted down. */
  public CountDownLatch hold() {
    gate = new CountDownLatch(1);
    return gate;
  }

  private void token(HttpExchange exchange) throws IOException {
    var form = form(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    var basic = exchange.getRequestHeaders().getFirst("Authorization");
    if (basic != null) {
      form.put("authorization", basic);
    }
    var answer = fixed.orElseGet(() -> answer(form, basic));
    asked.add(form);
    if ("refresh_token".equals(form.get("grant_type"))) {
      awaitGate();
    }
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private void awaitGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Fixed answer(Map<String, String> form, String basic) {
    var expected =
        "Basic " + Base64.getEncoder().encodeToString((CLIENT + ":" + SECRET).getBytes(UTF_8));
    boolean known =
        basic == null
            ? CLIENT.equals(form.get("client_id")) && SECRET.equals(form.get("client_secret"))
            : basic.equals(expected);
    if (!known) {
      return new Fixed(401, "{\"error\":\"invalid_client\"}");
    }
    return "refresh_token".equals(form.get("grant_type")) ? renewed(form) : exchanged(form);
  }

  private Fixed exchanged(Map<String, String> form) {
    var code = codes.remove(form.getOrDefault("code", ""));
    if (code == null
        || !code.challenge().equals(challenge(form.getOrDefault("code_verifier", "")))) {
      return new Fixed(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Bad code\"}");
    }
    if (!code.redirect().equals(form.get("redirect_uri"))) {
      return new Fixed(400, "{\"error\":\"redirect_uri_mismatch\"}");
    }
    return given(code.account());
  }

  private Fixed renewed(Map<String, String> form) {
    var token = form.getOrDefault("refresh_token", "");
    var account = lenient ? refreshTokens.get(token) : refreshTokens.remove(token);
    return account == null
        ? new Fixed(400, "{\"error\":\"invalid_grant\",\"error_description\":\"Used before\"}")
        : given(account);
  }

  private Fixed given(String account) {
    int n = number.incrementAndGet();
    var refresh = "refresh-" + account + "-" + n;
    refreshTokens.put(refresh, account);
    return new Fixed(
        200,
        """
        {"access_token":"access-%s-%d","refresh_token":"%s","token_type":"bearer","id_token":"id-1",
         "expires_in":%d,"instance_url":"https://%s.crm.example"}
        """
            .formatted(account, n, refresh, life.toSeconds(), account));
  }

  private static Map<String, String> form(String text) {
    var form = new TreeMap<String, String>();
    for (var pair : text.split("&", -1)) {
      var parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], UTF_8),
          parts.length == 1 ? "" : URLDecoder.decode(parts[1], UTF_8));
    }
    return form;
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    gate.countDown();
    server.stop(0);
  }
}
