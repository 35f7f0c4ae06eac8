package io.tributary.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.sdk.ConnectionCheck.Outcome.Refused;
import io.tributary.sdk.ConnectionCheck.Outcome.Works;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoginTest {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final StrictServer server = new StrictServer().json("/x", "1");
  private final AtomicInteger tokens = new AtomicInteger();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void eachKindIsSentWhereItBelongs() {
    with(Map.of("auth", "basic", "username", "Ada", "password", "p:w"));
    with(Map.of("auth", "bearer", "token", "t-1"));
    with(Map.of("auth", "key_in_header", "keyName", "X-Api-Key", "key", "k-1"));
    with(Map.of("auth", "key_in_query", "keyName", "api key", "key", "k&2"));

    var asked = server.asked();
    assertThat(asked.get(0).header("Authorization")).isEqualTo("Basic QWRhOnA6dw==");
    assertThat(asked.get(1).header("Authorization")).isEqualTo("Bearer t-1");
    assertThat(asked.get(2).header("X-Api-Key")).isEqualTo("k-1");
    assertThat(asked.get(3).query()).isEqualTo("a=1&api%20key=k%262");
  }

  @Test
  void headersOfTheConnectionComeWithEveryRequest() {
    with(Map.of("headers", "X-Tenant: acme\n\nAccept: application/json"));

    assertThat(server.only().header("X-Tenant")).isEqualTo("acme");
    assertThat(server.only().header("Accept")).isEqualTo("application/json");
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThat(with(Map.of("auth", "bearer")))
        .isEqualTo(
            new Outcome.GivenUp(
                "connection#/token: is missing. Fill it in, or choose another kind of login"));
    assertThat(with(Map.of("url", "api.example.com")))
        .isEqualTo(
            new Outcome.GivenUp(
                "connection#/url: is no address. Write it like https://api.example.com/v2"));
  }

  @Test
  void aStepDoesNotSpeakForTheConnection() {
    var result =
        run(new Request(), Map.of("auth", "bearer", "token", "t-1"))
            .on("{\"path\": \"/x\", \"headers\": {\"authorization\": \"Basic eA==\"}}");

    assertThat(result.outcome())
        .isEqualTo(
            new Outcome.GivenUp(
                "input#/headers/authorization: is the connection's to send. Remove it"));
  }

  @Test
  void oneTokenServesManyMessages() {
    tokensThatWork(3600);
    var request = new Request();

    for (int i = 0; i < 3; i++) {
      run(request, client()).on("{\"path\": \"/guarded\"}").only();
    }

    assertThat(tokens).hasValue(1);
    var asked = server.asked().getFirst();
    assertThat(asked.header("Authorization")).isEqualTo("Basic YXBwOnMlMkJjcmV0");
    assertThat(asked.body()).isEqualTo("grant_type=client_credentials&scope=read+write");
  }

  @Test
  void aTokenThatWasTakenBackIsFetchedAnewOnce() {
    tokensThatWork(3600);
    var request = new Request();
    run(request, client()).on("{\"path\": \"/guarded\"}").only();
    tokens.incrementAndGet();

    var result = run(request, client()).on("{\"path\": \"/guarded\"}");

    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    assertThat(tokens).hasValue(3);
  }

  @Test
  void aFreshTokenThatIsRefusedTooIsTheConnectionsFault() {
    tokensThatWork(3600);
    server.on("/guarded", 401, Map.of(), "");

    assertThat(run(new Request(), client()).on("{\"path\": \"/guarded\"}").outcome())
        .isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(tokens).hasValue(2);
  }

  @Test
  void aTokenIsNotUsedInItsLastMinute() {
    tokensThatWork(0);
    var request = new Request();

    run(request, client()).on("{\"path\": \"/guarded\"}").only();
    run(request, client()).on("{\"path\": \"/guarded\"}").only();

    assertThat(tokens).hasValue(2);
  }

  @Test
  void aWrongClientIsTheConnectionsFaultAndItsSecretIsNotShown() {
    server.on("/token", 400, JSON, "{\"error\": \"invalid_client\", \"hint\": \"s+cret\"}");
    var inBody = new HashMap<>(client());
    inBody.put("clientAuth", "post");

    var result = run(new Request(), inBody).on("{\"path\": \"/guarded\"}");

    assertThat(result.outcome())
        .isInstanceOfSatisfying(
            Outcome.ConnectionRefused.class,
            refused ->
                assertThat(refused.message()).contains("invalid_client").doesNotContain("s+cret"));
    assertThat(server.only().body()).endsWith("&client_id=app&client_secret=s%2Bcret");
  }

  @Test
  void anEndpointThatIsAwayIsTriedAgain() {
    server.on("/token", 503, Map.of("Retry-After", "7"), "");

    assertThat(run(new Request(), client()).on("{\"path\": \"/guarded\"}").outcome())
        .isInstanceOf(Outcome.RetriedLater.class);
  }

  @Test
  void theCheckSaysWhichFieldToCorrect() {
    server.on("/guarded", 401, Map.of(), "");
    server.on("/busy", 503, Map.of(), "");

    assertThat(check(Map.of("checkPath", "/x"))).isEqualTo(new Works("127.0.0.1:" + server.port()));
    assertThat(check(Map.of("checkPath", "/x", "auth", "basic", "username", "ada")))
        .isEqualTo(new Works("ada@127.0.0.1:" + server.port()));
    assertThat(refusedField(Map.of("checkPath", "/guarded", "auth", "bearer", "token", "t")))
        .isEqualTo("token");
    assertThat(refusedField(Map.of("checkPath", "/none"))).isEqualTo("checkPath");
    assertThat(refusedField(Map.of("auth", "key_in_query", "key", "k"))).isEqualTo("keyName");
    assertThat(refusedField(Map.of("url", "http://127.0.0.1:1"))).isEqualTo("url");
  }

  @Test
  void fieldsThatWereLeftEmptyAreNotThere() {
    var fields = new HashMap<>(client());
    fields.replaceAll((name, value) -> name.equals("tokenUri") ? "" : value);
    fields.putAll(Map.of("auth", "none", "clientAuth", "", "checkMethod", "", "headers", ""));

    assertThat(check(fields)).isInstanceOf(Refused.class);
    fields.put("checkPath", "/x");
    assertThat(check(fields)).isInstanceOf(Works.class);
    var result =
        Run.action(new ReadPages())
            .withConnection(Map.of("url", server.url()))
            .withFields(
                Map.of(
                    "paging",
                    "page",
                    "pageSize",
                    "",
                    "mostPages",
                    "2",
                    "goOnAfterEmptyPage",
                    "",
                    "items",
                    ""))
            .on("{\"path\": \"/none\"}");
    assertThat(((Outcome.GivenUp) result.outcome()).message()).contains("404");
  }

  @Test
  void theCheckMayAskForTheHeadOnly() {
    check(Map.of("checkPath", "/x", "checkMethod", "head"));

    assertThat(server.only().method()).isEqualTo("HEAD");
  }

  private void tokensThatWork(int seconds) {
    server.on(
        "/token",
        (exchange, _) ->
            StrictServer.send(
                exchange,
                200,
                JSON,
                "{\"access_token\": \"t%d\", \"token_type\": \"Bearer\", \"expires_in\": %d}"
                    .formatted(tokens.incrementAndGet(), seconds)));
    server.on(
        "/guarded",
        (exchange, asked) ->
            StrictServer.send(
                exchange,
                asked.header("Authorization").equals("Bearer t" + tokens.get()) ? 200 : 401,
                JSON,
                "1"));
  }

  private Map<String, String> client() {
    return Map.of(
        "auth", "client_credentials",
        "tokenUri", server.url() + "/token",
        "clientId", "app",
        "clientSecret", "s+cret",
        "scope", "read write");
  }

  private Outcome with(Map<String, String> connection) {
    return run(new Request(), connection).on("{\"path\": \"/x\", \"query\": {\"a\": 1}}").outcome();
  }

  private Run run(Request request, Map<String, String> connection) {
    return Run.action(request).withConnection(whole(connection));
  }

  private io.tributary.sdk.ConnectionCheck.Outcome check(Map<String, String> connection) {
    return Run.check(new CheckService()).withConnection(whole(connection)).check();
  }

  private String refusedField(Map<String, String> connection) {
    return ((Refused) check(connection)).field();
  }

  private Map<String, String> whole(Map<String, String> connection) {
    var whole = new HashMap<>(Map.of("url", server.url()));
    whole.putAll(connection);
    return whole;
  }
}
