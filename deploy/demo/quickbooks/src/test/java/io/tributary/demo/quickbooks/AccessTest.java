package io.tributary.demo.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessTest {
  private static final String CLIENT = "tributary-demo:demo-secret";
  private static final String REDIRECT = "http://localhost:8080/oauth/callback";

  private Instant now = Instant.parse("2026-11-27T22:00:10Z");
  private Emulator emulator;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    var options = Options.usual().withPort(0).with("--per-minute", "20");
    emulator = Emulator.start(options, (InstantSource) () -> now);
    caller = new Caller(emulator);
  }

  @AfterEach
  void stop() {
    emulator.close();
  }

  @Test
  void codeFlowGivesTheCompanyAndTokensThatAreGoodForAnHour() {
    var asked =
        new HashMap<>(
            Map.of(
                "response_type", "code",
                "client_id", "tributary-demo",
                "redirect_uri", REDIRECT,
                "scope", "com.intuit.quickbooks.accounting",
                "state", "s&1",
                "code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
                "code_challenge_method", "S256",
                "username", "ada@acme.example",
                "password", "engine",
                "decision", "allow"));
    var code = code(asked);

    var wrong = caller.token(CLIENT, codeForm(code, "another verifier"));
    var second = code(asked);
    var right =
        caller.token(CLIENT, codeForm(second, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"));
    var granted = Caller.tree(right);
    caller.token = granted.path("access_token").asString();
    var used = caller.get("companyinfo/" + emulator.realm());
    now = now.plusSeconds(3601);
    var late = caller.get("companyinfo/" + emulator.realm());

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(granted.path("token_type").asString()).isEqualTo("bearer");
    assertThat(granted.path("expires_in").asInt()).isEqualTo(3600);
    assertThat(granted.path("x_refresh_token_expires_in").asInt()).isEqualTo(8726400);
    assertThat(Caller.tree(used).path("CompanyInfo").path("CompanyName").asString())
        .isEqualTo("Babbage Engines");
    assertThat(Caller.code(late)).isEqualTo("401 3200");
    assertThat(Caller.tree(late).path("Fault").path("type").asString())
        .isEqualTo("AuthenticationFault");
    asked.put("decision", "deny");
    assertThat(location(asked)).contains("error=access_denied").doesNotContain("code=");
    asked.put("redirect_uri", "https://elsewhere.example");
    assertThat(caller.form("/connect/oauth2", asked, "none").statusCode()).isEqualTo(400);
  }

  @Test
  void refreshTokenIsGoodOnceAndRevokingEndsAll() {
    var refresh = firstRefreshToken();
    var fields = Map.of("grant_type", "refresh_token", "refresh_token", refresh);

    var stranger = caller.token("tributary-demo:wrong", fields);
    var first = caller.token(CLIENT, fields);
    var second = caller.token(CLIENT, fields);
    caller.token = Caller.tree(first).path("access_token").asString();
    var next = Caller.tree(first).path("refresh_token").asString();
    var basic = "Basic " + Base64.getEncoder().encodeToString(CLIENT.getBytes());
    var revoked = caller.form("/v2/oauth2/tokens/revoke", Map.of("token", next), basic);
    var after = caller.get("companyinfo/1");

    assertThat(stranger.statusCode()).isEqualTo(401);
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(next).isNotEqualTo(refresh);
    assertThat(second.statusCode()).isEqualTo(400);
    assertThat(Caller.tree(second).path("error").asString()).isEqualTo("invalid_grant");
    assertThat(revoked.statusCode()).isEqualTo(200);
    assertThat(after.statusCode()).isEqualTo(401);
  }

  @Test
  void companyIsThrottledByTheMinute() {
    for (int i = 0; i < 20; i++) {
      assertThat(caller.get("companyinfo/1").statusCode()).isEqualTo(200);
    }

    var throttled = caller.get("companyinfo/1");
    now = now.plusSeconds(60);
    var later = caller.get("companyinfo/1");

    assertThat(Caller.code(throttled)).isEqualTo("429 3001");
    assertThat(Caller.tree(throttled).path("Fault").path("type").asString())
        .isEqualTo("ThrottlingFault");
    assertThat(throttled.headers().firstValue("retry-after")).contains("50");
    assertThat(later.statusCode()).isEqualTo(200);
  }

  @Test
  void atMostSoManyRequestsRunAtOnce() {
    var throttle = new Throttle(500, 2, () -> now);
    var first = throttle.enter("1");
    throttle.enter("1");

    assertThat(refused(throttle)).isTrue();
    first.close();
    assertThat(refused(throttle)).isFalse();
  }

  @Test
  void eventsAreSignedAndSentAgainUntilTheyAreTaken() throws Exception {
    var deliveries = new AtomicInteger();
    var received = new LinkedBlockingQueue<List<String>>();
    var hook = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.add(List.of(body, exchange.getRequestHeaders().getFirst("intuit-signature")));
          exchange.sendResponseHeaders(deliveries.incrementAndGet() == 1 ? 503 : 200, -1);
          exchange.close();
        });
    hook.start();
    try {
      caller.call(
          "POST",
          "/_emulator/webhook?url="
              + Caller.encoded("http://127.0.0.1:" + hook.getAddress().getPort()),
          new byte[0]);
      caller.made("customer", "{\"DisplayName\": \"Ada\"}");

      var refused = received.poll(10, TimeUnit.SECONDS);
      var taken = received.poll(10, TimeUnit.SECONDS);

      assertThat(taken).isEqualTo(refused);
      var entity =
          Json.MAPPER
              .readTree(taken.getFirst())
              .path("eventNotifications")
              .path(0)
              .path("dataChangeEvent")
              .path("entities")
              .path(0);
      assertThat(entity.path("name").asString()).isEqualTo("Customer");
      assertThat(entity.path("operation").asString()).isEqualTo("Create");
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("demo-verifier".getBytes(), "HmacSHA256"));
      assertThat(taken.getLast())
          .isEqualTo(Base64.getEncoder().encodeToString(mac.doFinal(taken.getFirst().getBytes())));
    } finally {
      hook.stop(0);
    }
  }

  private String firstRefreshToken() {
    var asked =
        Map.of(
            "response_type", "code",
            "client_id", "tributary-demo",
            "redirect_uri", REDIRECT,
            "scope", "com.intuit.quickbooks.accounting",
            "state", "s",
            "username", "ada@acme.example",
            "password", "engine");
    var granted = Caller.tree(caller.token(CLIENT, codeForm(code(asked), "")));
    return granted.path("refresh_token").asString();
  }

  private String code(Map<String, String> asked) {
    var address = location(asked);
    assertThat(address).startsWith(REDIRECT).contains("realmId=" + emulator.realm(), "state=s");
    return address.replaceAll(".*[?&]code=([^&]+).*", "$1");
  }

  private String location(Map<String, String> asked) {
    return caller
        .form("/connect/oauth2", asked, "none")
        .headers()
        .firstValue("location")
        .orElseThrow();
  }

  private static Map<String, String> codeForm(String code, String verifier) {
    return Map.of(
        "grant_type", "authorization_code",
        "code", code,
        "redirect_uri", REDIRECT,
        "code_verifier", verifier);
  }

  private static boolean refused(Throttle throttle) {
    try {
      throttle.enter("1");
      return false;
    } catch (Problem problem) {
      return true;
    }
  }
}
