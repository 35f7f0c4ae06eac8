package com.northwind.cms;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tributary.sdk.ConnectionCheck.Outcome.Refused;
import io.tributary.sdk.ConnectionCheck.Outcome.Works;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CreatePostTest {
  private static final String CREATED = "{\"id\": 7, \"link\": \"http://x/7\", \"slug\": \"s\"}";

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private volatile int status = 201;
  private volatile String found = "[]";
  private volatile String answer = CREATED;
  private volatile Optional<String> retryAfter = Optional.empty();

  @BeforeEach
  void startSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          boolean lookup = exchange.getRequestURI().toString().contains("slug=");
          var text = (lookup ? found : answer).getBytes(StandardCharsets.UTF_8);
          retryAfter.ifPresent(wait -> exchange.getResponseHeaders().add("Retry-After", wait));
          exchange.sendResponseHeaders(lookup ? 200 : status, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stopSite() {
    server.stop(0);
  }

  @Test
  void createsAPostUnderASlugOfItsMessage() {
    var result = create();

    assertThat(result.asMap()).containsEntry("id", 7).containsEntry("created", true);
    assertThat(requests).hasSize(2);
    assertThat(requests.get(1)).startsWith("POST /wp-json/wp/v2/posts ").contains("message-");
    var slug = requests.get(0).replaceAll(".*slug=(\\S+).*", "$1");
    assertThat(requests.get(1)).contains(slug);
  }

  @Test
  void createsNothingWhereAnEarlierAttemptHas() {
    found = "[" + CREATED + "]";

    assertThat(create().asMap()).containsEntry("id", 7).containsEntry("created", false);
    assertThat(requests).hasSize(1);
  }

  @Test
  void answersOfTheSiteDecide() {
    assertThat(outcomeOf(401, "{}")).isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(outcomeOf(503, "busy")).isInstanceOf(Outcome.RetriedLater.class);
    assertThat(outcomeOf(404, "none")).isInstanceOf(Outcome.ConnectionRefused.class);
    assertThat(outcomeOf(413, "too long")).isInstanceOf(Outcome.GivenUp.class);
    assertThat(
            outcomeOf(
                400,
                "{\"message\": \"Invalid parameter(s): title\","
                    + " \"data\": {\"status\": 400, \"params\": {\"title\": \"Too long.\"}}}"))
        .isEqualTo(new Outcome.GivenUp("input#/title: Too long."));
  }

  @Test
  void honoursRetryAfter() {
    retryAfter = Optional.of("17");

    assertThat(((Outcome.RetriedLater) outcomeOf(429, "")).after())
        .contains(Duration.ofSeconds(17));
  }

  @Test
  void siteThatIsAwayIsTriedAgain() {
    server.stop(0);

    assertThat(run().on(post()).outcome()).isInstanceOf(Outcome.RetriedLater.class);
  }

  @Test
  void checkSaysWhoOneIs() {
    status = 200;
    answer = "{\"id\": 1, \"name\": \"Ada\"}";
    var check = Run.check(new CheckSite()).withConnection(connection());
    assertThat(check.check()).isEqualTo(new Works("Ada"));

    status = 401;
    assertThat(check.check()).isInstanceOf(Refused.class);
  }

  private io.tributary.testkit.Output create() {
    return run().on(post()).only();
  }

  private Outcome outcomeOf(int code, String body) {
    status = code;
    answer = body;
    return run().on(post()).outcome();
  }

  private Run run() {
    return Run.action(new CreatePost()).withConnection(connection());
  }

  private Map<String, Object> connection() {
    return Map.of(
        "url", "http://127.0.0.1:" + server.getAddress().getPort() + "/",
        "username", "demo",
        "applicationPassword", "abcd efgh");
  }

  private static String post() {
    return "{\"title\": \"New lead\", \"content\": \"<p>Hi\"}";
  }
}
