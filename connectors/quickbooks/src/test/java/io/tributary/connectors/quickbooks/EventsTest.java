package io.tributary.connectors.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tributary.sdk.WebhookRequest;
import io.tributary.testkit.Result;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsTest {
  private static final Map<String, String> CONNECTION = Map.of("verifierToken", "v-token");

  private final BlockingQueue<WebhookRequest> received = new LinkedBlockingQueue<>();
  private Books books;
  private HttpServer hook;

  @BeforeEach
  void open() throws IOException {
    books = Books.open();
    hook = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    hook.createContext(
        "/",
        exchange -> {
          var body = exchange.getRequestBody().readAllBytes();
          var signatures = exchange.getRequestHeaders().get("intuit-signature");
          received.add(request(body, signatures));
          exchange.sendResponseHeaders(202, -1);
          exchange.close();
        });
    hook.start();
  }

  @AfterEach
  void close() {
    hook.stop(0);
    books.close();
  }

  @Test
  void signedNotificationsOfBothShapesBecomeEvents() throws InterruptedException {
    aim("");
    var id = books.load("Customer", Map.of("DisplayName", "A"));
    var older = run(CONNECTION, Map.of(), next());
    aim("cloudevents");
    books.change("Customer", id, Map.of("Notes", "n"));
    var newer = run(CONNECTION, Map.of(), next());

    assertThat(older.only().key()).contains("Customer:" + id);
    assertThat(older.only().asMap())
        .containsEntry("entity", "Customer")
        .containsEntry("id", id)
        .containsEntry("operation", "create")
        .containsEntry("realmId", books.emulator().realm());
    assertThat(newer.only().asMap())
        .containsEntry("entity", "Customer")
        .containsEntry("id", id)
        .containsEntry("operation", "update")
        .containsEntry("realmId", books.emulator().realm());
  }

  @Test
  void whatIsNotSignedStartsNothing() throws InterruptedException {
    aim("");
    books.load("Customer", Map.of("DisplayName", "A"));
    var genuine = next();
    var changed = new String(genuine.body(), java.nio.charset.StandardCharsets.UTF_8);
    var tampered = request(changed.replace("Create", "Delete").getBytes(), signatures(genuine));
    var unsigned = request(genuine.body(), List.of());
    var garbled = request(genuine.body(), List.of("%%%"));

    for (var request : List.of(tampered, unsigned, garbled)) {
      var result = run(CONNECTION, Map.of(), request);
      assertThat(result.emitted()).isEmpty();
      assertThat(result.reply().orElseThrow().status()).isEqualTo(401);
    }
    var foreign = run(Map.of("verifierToken", "other"), Map.of(), genuine);
    assertThat(foreign.emitted()).isEmpty();
  }

  @Test
  void onlyWantedEventsPassAndTheDoorMayVerifyInstead() throws InterruptedException {
    aim("");
    books.load("Customer", Map.of("DisplayName", "A"));
    books.load("Vendor", Map.of("DisplayName", "B"));
    var both = next();

    var vendors = run(Map.of(), Map.of("entities", "vendor, Bill"), both);
    var elsewhere = run(Map.of(), Map.of("realmId", "1234"), both);

    assertThat(vendors.only().asMap()).containsEntry("entity", "Vendor");
    assertThat(elsewhere.emitted()).isEmpty();
  }

  @Test
  void whatIsNoNotificationIsRefused() {
    for (var text : List.of("no json", "{}", "[]")) {
      var result = run(Map.of(), Map.of(), request(text.getBytes(), List.of()));
      assertThat(result.emitted()).isEmpty();
      assertThat(result.reply().orElseThrow().status()).isEqualTo(400);
    }
  }

  private void aim(String format) {
    books.raw(
        "POST",
        "%s/_emulator/webhook?url=%s&verifier=v-token&format=%s"
            .formatted(
                books.emulator().address(),
                Call.encoded("http://127.0.0.1:" + hook.getAddress().getPort() + "/hook"),
                format),
        new byte[0]);
  }

  private WebhookRequest next() throws InterruptedException {
    var request = received.poll(10, TimeUnit.SECONDS);
    assertThat(request).isNotNull();
    return request;
  }

  private static List<String> signatures(WebhookRequest request) {
    return request.headers().get("intuit-signature");
  }

  private static WebhookRequest request(byte[] body, List<String> signatures) {
    return new WebhookRequest(
        "POST",
        "",
        Map.of(),
        signatures.isEmpty() ? Map.of() : Map.of("intuit-signature", signatures),
        "application/json",
        Base64.getEncoder().encodeToString(body));
  }

  private static Result run(
      Map<String, String> connection, Map<String, String> fields, WebhookRequest request) {
    return Run.trigger(new Events()).withConnection(connection).withFields(fields).on(request);
  }
}
