package io.tributary.runner.workers;

import static io.tributary.runner.support.Assignments.FLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.contracts.names.StepName;
import io.tributary.contracts.workers.WorkerRequest;
import io.tributary.runner.support.Assignments;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class HttpRuntimeTest {
  private static final String PROBLEM =
      "{\"status\": 0, \"code\": \"connection-gone\", \"detail\": \"It is gone. Make it again.\"}";

  @TempDir Path folder;
  private HttpServer http;
  private HttpRuntime runtime;
  private volatile int status = 200;
  private volatile String body = "";

  @BeforeEach
  void start() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/", exchange -> answer(exchange, status, body));
    http.createContext(
        "/protocol/openid-connect/token",
        exchange -> answer(exchange, 200, "{\"access_token\": \"t\", \"expires_in\": 300}"));
    http.start();
    var address = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    var secret = Files.writeString(folder.resolve("secret"), "s");
    var client = HttpClient.newHttpClient();
    runtime =
        new HttpRuntime(
            client,
            address,
            new ServiceToken(client, address, "step-runner", secret, Clock.systemUTC()));
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 409, 410})
  void runtimesOwnWordIsARefusal(int answered) throws Exception {
    status = answered;
    body = PROBLEM;

    assertThat(lease()).isEqualTo(new Lending.Refused("It is gone. Make it again."));
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 408, 429, 500, 502, 503})
  void troubleIsNoRefusal(int answered) {
    status = answered;
    body = PROBLEM;

    assertThatThrownBy(this::lease).isInstanceOf(IOException.class);
  }

  @Test
  void organizationWithAllItsWorkersHasNoRoom() {
    status = 429;
    body = "{\"code\": \"quota-replicas\", \"detail\": \"Ten workers, its quota.\"}";
    var step = Assignments.aStep("work").build();
    var request =
        new WorkerRequest(
            "worker-1",
            step.organization(),
            step.flow(),
            step.step(),
            1,
            step.image(),
            step.limits());

    assertThatThrownBy(() -> runtime.start(request))
        .isInstanceOf(NoRoom.class)
        .hasMessage("Ten workers, its quota.");
  }

  @Test
  void somebodyElsesNotFoundIsNoRefusal() {
    status = 404;
    body = "<html>no such page</html>";

    assertThatThrownBy(this::lease).isInstanceOf(IOException.class);
  }

  @Test
  void brokenLeaseIsToldWithoutItsText() {
    body = "{\"fields\": {\"token\": \"tok-12345\"";

    assertThatThrownBy(this::lease)
        .isInstanceOf(IOException.class)
        .hasNoCause()
        .hasMessageNotContaining("tok-12345");
  }

  @Test
  void lentIsLent() throws Exception {
    body =
        """
        {"name": "cms", "fields": {"token": "tok-12345", "site": "x"}, "secret": ["token"],
         "egress": [], "expiresAt": "2026-01-01T00:00:00Z", "later": "unknown"}
        """;

    var lease = ((Lending.Lent) lease()).lease();

    assertThat(lease.secretTexts()).containsExactly("tok-12345");
  }

  @Test
  void endOfAWorkerHasItsLastWords() throws Exception {
    body =
        """
        {"worker": "w", "code": 134, "outOfMemory": false, "at": "2026-01-01T00:00:00Z",
         "lastWords": "bye"}
        """;
    var end = runtime.end("w");
    body = "";
    var silent = runtime.end("w");
    status = 404;
    var unknown = runtime.end("w");

    assertThat(end.orElseThrow().lastWords()).isEqualTo("bye");
    assertThat(silent).isEmpty();
    assertThat(unknown).isEmpty();
  }

  private Lending lease() throws IOException, InterruptedException {
    return runtime.lease(FLOW, new StepName("work"), 1);
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
