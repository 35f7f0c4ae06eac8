package io.tributary.connectors.quickbooks;

import io.tributary.demo.quickbooks.Emulator;
import io.tributary.demo.quickbooks.Options;
import io.tributary.sdk.Action;
import io.tributary.testkit.Outcome;
import io.tributary.testkit.Run;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An emulated company, and a connection to it. */
final class Books implements AutoCloseable {
  private final Emulator emulator;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String token;

  private Books(Emulator emulator) {
    this.emulator = emulator;
    this.token = emulator.token();
  }

  static Books open() throws IOException {
    var options = Options.usual().withPort(0).with("--per-minute", "100000");
    return new Books(Emulator.start(options, InstantSource.system()));
  }

  Emulator emulator() {
    return emulator;
  }

  Map<String, Object> connection() {
    return new HashMap<>(
        Map.of(
            "realmId", emulator.realm(),
            "environment", "own",
            "address", emulator.address(),
            "oauth", Map.of("access_token", token, "token_type", "bearer")));
  }

  Run run(Action<?> action, Map<String, ?> fields) {
    return Run.action(action).withConnection(connection()).withFields(fields);
  }

  String load(String entity, Map<String, ?> object) {
    return load(entity, List.of(object)).getFirst();
  }

  List<String> load(String entity, List<? extends Map<String, ?>> objects) {
    return emulator.load(
        entity, objects.stream().map(each -> Tree.MAPPER.<JsonNode>valueToTree(each)).toList());
  }

  /** Of a customer, at a time. */
  static Map<String, Object> customer(String name, Instant at) {
    return Map.of(
        "DisplayName",
        name,
        "MetaData",
        Map.of("CreateTime", at.toString(), "LastUpdatedTime", at.toString()));
  }

  /** Of an invoice to the first customer. */
  static Map<String, Object> invoice(int amount) {
    return Map.of(
        "CustomerRef",
        Map.of("value", "1"),
        "Line",
        List.of(
            Map.of(
                "Amount",
                amount,
                "DetailType",
                "SalesItemLineDetail",
                "SalesItemLineDetail",
                Map.of("ItemRef", Map.of("value", "1")))));
  }

  JsonNode read(String entity, String id) {
    return ask("GET", entity.toLowerCase(java.util.Locale.ROOT) + "/" + id, Map.of()).path(entity);
  }

  int count(String entity) {
    return ask("GET", "query?query=" + Call.encoded("SELECT COUNT(*) FROM " + entity), Map.of())
        .path("QueryResponse")
        .path("totalCount")
        .asInt(-1);
  }

  /** Somebody else changes an object. */
  void change(String entity, String id, Map<String, ?> changes) {
    var body = new HashMap<String, Object>(changes);
    body.put("Id", id);
    body.put("SyncToken", read(entity, id).path("SyncToken").asString());
    body.put("sparse", true);
    ask("POST", entity.toLowerCase(java.util.Locale.ROOT), body);
  }

  JsonNode ask(String method, String path, Map<String, ?> body) {
    var address = "%s/v3/company/%s/%s".formatted(emulator.address(), emulator.realm(), path);
    var content = method.equals("GET") ? new byte[0] : Tree.MAPPER.writeValueAsBytes(body);
    return Tree.MAPPER.readTree(raw(method, address, content));
  }

  byte[] raw(String method, String address, byte[] body) {
    var request =
        HttpRequest.newBuilder(URI.create(address))
            .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + token)
            .build();
    try {
      return http.send(request, BodyHandlers.ofByteArray()).body();
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException(failure);
    }
  }

  static String message(Outcome outcome) {
    return switch (outcome) {
      case Outcome.GivenUp(var message) -> message;
      case Outcome.RetriedLater(var message, _) -> message;
      case Outcome.ConnectionRefused(var message) -> message;
      case Outcome.Done _ -> "done";
    };
  }

  @Override
  public void close() {
    emulator.close();
    http.close();
  }
}
