package io.tributary.demo.quickbooks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ArrayNode;

/** Sends what happened to an address, signed; what is not taken is sent again. */
final class Webhooks implements AutoCloseable {
  private static final int TRIES = 4;
  private static final int MOST_AT_ONCE = 200;

  /** Where events go. */
  record Target(String url, String verifier, boolean cloudEvents) {}

  private final BlockingQueue<Company.Event> waiting = new LinkedBlockingQueue<>();
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();
  private final Thread sender;
  private volatile Target target;

  Webhooks(Target target) {
    this.target = target;
    this.sender = Thread.ofVirtual().name("webhooks").start(this::run);
  }

  void aim(Target other) {
    target = other;
  }

  Target target() {
    return target;
  }

  void add(Company.Event event) {
    if (!target.url().isEmpty() && !event.entity().equals("CompanyInfo")) {
      waiting.add(event);
    }
  }

  private void run() {
    try {
      while (true) {
        var events = new ArrayList<Company.Event>();
        events.add(waiting.take());
        // The service gathers what happens within a while; here it is short.
        Thread.sleep(100);
        waiting.drainTo(events, MOST_AT_ONCE);
        deliver(events, target);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private void deliver(List<Company.Event> events, Target to) throws InterruptedException {
    var body = to.cloudEvents() ? cloudEvents(events) : notifications(events);
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      if (isTaken(body, to)) {
        return;
      }
      Thread.sleep(Duration.ofMillis(250L << attempt));
    }
  }

  private boolean isTaken(byte[] body, Target to) throws InterruptedException {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(to.url()))
              .timeout(Duration.ofSeconds(10))
              .header("Content-Type", "application/json")
              .header("User-Agent", "intuit_notification_server/1.0")
              .header("intuit-t-id", UUID.randomUUID().toString())
              .header("intuit-notification-schema-version", "3.0")
              .header("intuit-signature", signature(body, to.verifier()))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body))
              .build();
      return http.send(request, BodyHandlers.discarding()).statusCode() / 100 == 2;
    } catch (IOException | IllegalArgumentException away) {
      return false;
    }
  }

  /** HMAC-SHA-256 of the body, in base64. */
  static String signature(byte[] body, String verifier) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(verifier.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static byte[] notifications(List<Company.Event> events) {
    var byRealm = new LinkedHashMap<String, ArrayNode>();
    var body = Json.object();
    var list = body.putArray("eventNotifications");
    for (var event : events) {
      byRealm
          .computeIfAbsent(
              event.realm(),
              realm ->
                  list.addObject()
                      .put("realmId", realm)
                      .putObject("dataChangeEvent")
                      .putArray("entities"))
          .addObject()
          .put("name", event.entity())
          .put("id", event.id())
          .put("operation", event.operation())
          .put("lastUpdated", Times.withMillis(event.at()));
    }
    return Json.bytes(body);
  }

  /** The newer shape: a list of CloudEvents. */
  static byte[] cloudEvents(List<Company.Event> events) {
    var list = Json.array();
    for (var event : events) {
      var name = event.entity().toLowerCase(Locale.ROOT);
      var operation = event.operation().toLowerCase(Locale.ROOT);
      var past =
          operation.endsWith("e")
              ? operation + "d"
              : operation.equals("void") ? "voided" : operation;
      list.addObject()
          .put("specversion", "1.0")
          .put("id", UUID.randomUUID().toString())
          .put("source", "intuit.emulator")
          .put("type", "qbo.%s.%s.v1".formatted(name, past))
          .put("datacontenttype", "application/json")
          .put("time", event.at().toString())
          .put("intuitentityid", event.id())
          .put("intuitaccountid", event.realm())
          .putObject("data");
    }
    return Json.bytes(list);
  }

  @Override
  public void close() {
    sender.interrupt();
    http.shutdownNow();
  }
}
