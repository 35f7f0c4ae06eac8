package io.tributary.connectors.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.Outcome;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestTest {
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

  private final StrictServer server = new StrictServer();

  @AfterEach
  void stopServer() {
    server.close();
  }

  @Test
  void sendsTheExampleAndGivesTheAnswerOut() throws Exception {
    server.on("/v2/orders", 201, JSON, "{\"id\": 7}");

    var result =
        Run.action(new Request())
            .withConnection(Map.of("url", server.url() + "/v2"))
            .withIdempotencyKey("m-1")
            .on(Files.readString(Path.of("examples/request.in.json")));

    var asked = server.only();
    assertThat(asked.method()).isEqualTo("POST");
    assertThat(asked.query()).isEqualTo("notify=true&tag=new&tag=b%20%26%20c");
    assertThat(asked.header("Content-Type")).isEqualTo("application/json");
    assertThat(asked.header("X-Source")).isEqualTo("web");
    assertThat(asked.header("Idempotency-Key")).isEqualTo("m-1");
    assertThat(asked.body())
        .isEqualToIgnoringWhitespace("{\"customer\": \"Ada\", \"total\": 12.5}");
    assertThat(result.only().asMap())
        .containsEntry("status", 201)
        .containsEntry("body", Map.of("id", 7));
  }

  @Test
  void pathsAreAppendedAndEncoded() {
    server.on("/v2/a b/ö%", 200, JSON, "1");

    var result =
        Run.action(new Request())
            .withConnection(Map.of("url", server.url() + "/v2/"))
            .on("{\"path\": \"a b/ö%25?x=1\", \"query\": {\"y\": null, \"z\": 2}}");

    assertThat(result.only().asMap()).containsEntry("body", 1);
    assertThat(server.only().query()).isEqualTo("x=1&z=2");
  }

  @Test
  void nobodyLeavesTheGrantedHost() {
    assertThat(message(on("{\"path\": \"https://evil.example/x\"}")))
        .isEqualTo(
            ("input#/path: leads to evil.example. Only 127.0.0.1:%d is granted:"
                    + " use a path, or a connection of that host")
                .formatted(server.port()));
    assertThat(message(on("{\"path\": \"" + server.url() + "@evil.example/\"}")))
        .startsWith("input#/path");
    assertThat(message(on("{\"path\": \"/users/../admins\"}"))).contains("segment of dots");
    assertThat(message(on("{\"path\": \"/users/%2E%2e%2Fadmins\"}"))).contains("segment of dots");
    assertThat(message(on("{\"path\": \"/a#b\"}"))).contains("has a #");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void wholeAddressesOfTheSameHostAreTaken() {
    server.json("/x", "1");

    assertThat(on("{\"path\": \"" + server.url() + "/x\"}").only().asMap())
        .containsEntry("body", 1);
  }

  @Test
  void nobodyAddsAHeader() {
    assertThat(message(on("{\"headers\": {\"X-A\": \"1\\r\\nX-B: 2\"}}")))
        .isEqualTo("input#/headers/X-A: has a line break or control character. Remove it");
    assertThat(message(on("{\"headers\": {\"X-A: 1\\r\\nX-B\": \"2\"}}"))).contains("is no name");
    assertThat(message(on("{\"headers\": {\"Host\": \"evil.example\"}}")))
        .isEqualTo("input#/headers/Host: is set by the connector. Remove it");
    assertThat(message(on("{\"headers\": {\"transfer-encoding\": \"chunked\"}}")))
        .contains("is set by the connector");
    assertThat(message(on("{\"headers\": {\"X-A\": \"ö\"}}"))).contains("outside of ASCII");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void formsAndTextsAreSentAsSuch() {
    server.json("/x", "1");

    on(
        """
        {"method": "post", "path": "/x", "form": {"a": "1 & 2", "b": [3, "ö"]}}
        """);
    on(
        "{\"method\": \"PUT\", \"path\": \"/x\", \"text\": \"<a/>\", \"headers\":"
            + " {\"content-type\": \"application/xml\"}}");

    assertThat(server.asked().get(0).body()).isEqualTo("a=1%20%26%202&b=3&b=%C3%B6");
    assertThat(server.asked().get(0).header("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded");
    assertThat(server.asked().get(1).body()).isEqualTo("<a/>");
    assertThat(server.asked().get(1).header("Content-Type")).isEqualTo("application/xml");
  }

  @Test
  void multipartHasFieldsAndFiles() {
    server.json("/x", "1");
    var large = "large content".getBytes(UTF_8);
    var bodies = new HashMap<String, byte[]>(Map.of("upload", large));

    var result =
        run()
            .withLargeBodies(bodies)
            .on(
                Map.of(
                    "method", "POST",
                    "path", "/x",
                    "multipart",
                        List.of(
                            Map.of("name", "who", "value", "Zoë"),
                            Map.of(
                                "name",
                                "a",
                                "base64",
                                "aGk=",
                                "filename",
                                "x\"\r\n.txt",
                                "contentType",
                                "text/plain"),
                            Map.of("name", "b", "file", Run.largeBody("upload", large)))));

    assertThat(result.outcome()).isEqualTo(new Outcome.Done());
    var asked = server.only();
    var boundary = asked.header("Content-Type").replace("multipart/form-data; boundary=", "");
    assertThat(asked.body())
        .isEqualTo(
            """
            --%1$s
            Content-Disposition: form-data; name="who"

            Zoë
            --%1$s
            Content-Disposition: form-data; name="a"; filename="x%%22%%0D%%0A.txt"
            Content-Type: text/plain

            hi
            --%1$s
            Content-Disposition: form-data; name="b"; filename="file"
            Content-Type: application/octet-stream

            large content
            --%1$s--
            """
                .formatted(boundary)
                .replace("\n", "\r\n"));
    assertThat(asked.header("Content-Length"))
        .isEqualTo(Integer.toString(asked.body().getBytes(UTF_8).length));
  }

  @Test
  void oneBodyIsEnough() {
    assertThat(message(on("{\"text\": \"a\", \"json\": 1}")))
        .isEqualTo(
            "input#: has more than one body. Give one of json, form, text, multipart and file");
  }

  @Test
  void theIdempotencyHeaderIsTheAuthorsChoice() {
    server.json("/x", "1");
    var post = "{\"method\": \"POST\", \"path\": \"/x\"}";

    run().withFields(Map.of("idempotencyHeader", "X-Request-Id")).on(post);
    run().withFields(Map.of("idempotencyHeader", "none")).on(post);
    on("{\"path\": \"/x\"}");

    assertThat(server.asked().get(0).header("X-Request-Id")).isEqualTo("message-1");
    assertThat(server.asked()).allMatch(asked -> asked.header("Idempotency-Key").isEmpty());
  }

  @Test
  void statusesDecide() {
    for (int status : List.of(408, 425, 429, 500, 502, 503, 504, 599)) {
      assertThat(answering(status)).as("%d", status).isInstanceOf(Outcome.RetriedLater.class);
    }
    for (int status : List.of(400, 403, 404, 409, 410, 422, 501, 505)) {
      assertThat(answering(status)).as("%d", status).isInstanceOf(Outcome.GivenUp.class);
    }
    assertThat(answering(401)).isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(((Outcome.GivenUp) answering(410)).message()).contains("remove the step");
  }

  @Test
  void forbiddenMayMeanTheLogin() {
    server.on("/x", 403, Map.of(), "no");

    var result = run().withFields(Map.of("forbiddenIsLogin", true)).on("{\"path\": \"/x\"}");

    assertThat(result.outcome()).isInstanceOf(Outcome.ConnectionRefused.class);
  }

  @Test
  void statusesThatTheAuthorWantsArePassedOn() {
    server.on("/x", 404, Map.of("Content-Type", "text/plain"), "none");
    server.on("/y", 503, Map.of(), "");
    var run = run().withFields(Map.of("statusesToPassOn", "404, 5xx"));

    assertThat(run.on("{\"path\": \"/x\"}").only().asMap())
        .containsEntry("status", 404)
        .containsEntry("body", "none");
    assertThat(run.on("{\"path\": \"/y\"}").only().asMap())
        .containsEntry("status", 503)
        .doesNotContainKey("body");
    assertThat(message(run().withFields(Map.of("statusesToPassOn", "most")).on("{}")))
        .startsWith("fields#/statusesToPassOn");
  }

  @Test
  void aServiceSaysHowLongToWait() {
    var now = Instant.parse("2026-11-27T10:00:00Z");
    var run =
        Run.action(new Request(Clock.fixed(now, ZoneOffset.UTC)))
            .withConnection(Map.of("url", server.url()));
    server.on("/seconds", 429, Map.of("Retry-After", "120"), "");
    server.on("/date", 503, Map.of("Retry-After", "Fri, 27 Nov 2026 10:00:30 GMT"), "");
    server.on("/never", 503, Map.of("Retry-After", "soon"), "");

    assertThat(after(run.on("{\"path\": \"/seconds\"}"))).contains(Duration.ofMinutes(2));
    assertThat(after(run.on("{\"path\": \"/date\"}"))).contains(Duration.ofSeconds(30));
    assertThat(after(run.on("{\"path\": \"/never\"}"))).isEmpty();
  }

  @Test
  void theTextOfARefusalIsShortAndHidesSecrets() {
    server.on(
        "/x",
        (exchange, asked) ->
            StrictServer.send(
                exchange,
                422,
                Map.of(),
                "bad\n\n" + asked.header("Authorization") + " " + "x".repeat(5000)));

    var result =
        Run.action(new Request())
            .withConnection(Map.of("url", server.url(), "auth", "bearer", "token", "tok-secret"))
            .on("{\"path\": \"/x\", \"query\": {\"q\": \"private\"}}");

    assertThat(message(result))
        .startsWith("GET /x: 127.0.0.1:" + server.port() + " answers 422 (bad Bearer *** xxx")
        .endsWith("…). Correct the request")
        .hasSizeLessThan(450);
  }

  @Test
  void redirectsStayAtTheService() {
    server.on("/a", 307, Map.of("Location", "/b"), "");
    server.on("/b", 302, Map.of("Location", server.url() + "/c?x=1"), "");
    server.json("/c", "1");

    on("{\"method\": \"POST\", \"path\": \"/a\", \"text\": \"hi\"}");

    assertThat(server.asked())
        .extracting(asked -> asked.method() + " " + asked.path() + " " + asked.body())
        .containsExactly("POST /a hi", "POST /b hi", "GET /c ");
  }

  @Test
  void noCredentialsFollowARedirectElsewhere() {
    try (var other = new StrictServer()) {
      other.json("/x", "1");
      server.on("/x", 302, Map.of("Location", other.url() + "/x"), "");
      server.on("/y", 302, Map.of("Location", "//evil.example/y"), "");

      assertThat(message(on("{\"path\": \"/x\"}")))
          .contains("the redirect leads to 127.0.0.1:" + other.port());
      assertThat(message(on("{\"path\": \"/y\"}"))).contains("leads to evil.example");
      assertThat(other.asked()).isEmpty();
    }
  }

  @Test
  void redirectsEnd() {
    server.on("/x", 302, Map.of("Location", "/x"), "");

    assertThat(message(on("{\"path\": \"/x\"}"))).contains("more than 5 times");
    assertThat(server.asked()).hasSize(6);
  }

  @Test
  void answersAreDecompressed() {
    server.on(
        "/x",
        (exchange, _) ->
            StrictServer.send(
                exchange,
                200,
                Map.of("Content-Type", "application/json", "Content-Encoding", "gzip"),
                StrictServer.gzip("{\"a\": 1}".getBytes(UTF_8))));

    var output = on("{\"path\": \"/x\"}").only().asMap();

    assertThat(output).containsEntry("body", Map.of("a", 1));
    assertThat(output.get("headers").toString()).doesNotContain("content-encoding");
    assertThat(server.only().header("Accept-Encoding")).isEqualTo("gzip");
  }

  @Test
  void aBombIsNotInflatedToItsEnd() {
    server.on(
        "/x",
        (exchange, _) ->
            StrictServer.send(
                exchange,
                200,
                Map.of("Content-Encoding", "gzip"),
                StrictServer.gzip(new byte[101 * 1024 * 1024])));

    assertThat(message(on("{\"path\": \"/x\"}"))).contains("too many bytes");
  }

  @Test
  void bytesAndLargeAnswersAreStoredBeside() {
    var image = new byte[] {0, 1, (byte) 0xff};
    var text = "x".repeat(1024 * 1024 + 1);
    server.on(
        "/image",
        (exchange, _) ->
            StrictServer.send(exchange, 200, Map.of("Content-Type", "image/png"), image));
    server.on("/text", 200, Map.of("Content-Type", "text/plain"), text);
    var bodies = new HashMap<String, byte[]>();

    var small = run().withLargeBodies(bodies).on("{\"path\": \"/image\"}").only().asMap();
    var large = run().withLargeBodies(bodies).on("{\"path\": \"/text\"}").only().asMap();

    assertThat(small.get("body")).isEqualTo(Run.largeBody("stored-1", image));
    assertThat(large.get("body")).isEqualTo(Run.largeBody("stored-2", text.getBytes(UTF_8)));
    assertThat(Arrays.equals(bodies.get("stored-2"), text.getBytes(UTF_8))).isTrue();
  }

  @Test
  void textIsReadInItsCharset() {
    server.on(
        "/x",
        (exchange, _) ->
            StrictServer.send(
                exchange,
                200,
                Map.of("Content-Type", "text/plain; charset=ISO-8859-1"),
                new byte[] {'Z', 'o', (byte) 0xeb}));

    assertThat(on("{\"path\": \"/x\"}").only().asMap()).containsEntry("body", "Zoë");
  }

  @Test
  void brokenJsonIsGivenOutAsTextBecauseTheRequestWasDone() {
    server.json("/x", "{\"a\": ");

    assertThat(on("{\"path\": \"/x\"}").only().asMap()).containsEntry("body", "{\"a\": ");
  }

  @Test
  void aSlowAnswerIsCutOff() {
    server.on(
        "/x",
        (exchange, _) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          try {
            Thread.sleep(5_000);
          } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
          }
        });

    var result = run().withFields(Map.of("timeoutSeconds", 1)).on("{\"path\": \"/x\"}");

    assertThat(result.outcome())
        .isInstanceOfSatisfying(
            Outcome.RetriedLater.class,
            later -> assertThat(later.message()).contains("did not answer within 1 s"));
  }

  @Test
  void aServiceThatIsAwayIsTriedAgain() {
    server.close();

    assertThat(on("{}").outcome())
        .isInstanceOfSatisfying(
            Outcome.RetriedLater.class,
            later -> assertThat(later.message()).contains("cannot be reached"));
  }

  private Result on(String input) {
    return run().on(input);
  }

  private Run run() {
    return Run.action(new Request()).withConnection(Map.of("url", server.url()));
  }

  private Outcome answering(int status) {
    server.on("/status", status, Map.of(), "");
    return on("{\"path\": \"/status\"}").outcome();
  }

  private static Optional<Duration> after(Result result) {
    return ((Outcome.RetriedLater) result.outcome()).after();
  }

  private static String message(Result result) {
    return ((Outcome.GivenUp) result.outcome()).message();
  }
}
