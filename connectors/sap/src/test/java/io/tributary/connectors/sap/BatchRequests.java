package io.tributary.connectors.sap;

import io.tributary.connectors.sap.TestService.Asked;
import io.tributary.connectors.sap.TestService.Told;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Batches of a service of the tests: groups take effect together, or not at all. */
record BatchRequests(EntityRequests entities, Store store, Protocol protocol) {
  private record Piece(Map<String, String> headers, String content) {}

  Told answer(Asked asked) {
    var type = asked.header("content-type");
    return type.startsWith("application/json") ? json(asked) : multipart(asked, type);
  }

  private Told multipart(Asked asked, String type) {
    var out = new StringBuilder();
    for (var piece : pieces(new String(asked.body(), StandardCharsets.UTF_8), type)) {
      var inner = piece.headers().get("content-type");
      out.append("--answer\r\n");
      if (inner.startsWith("multipart/mixed")) {
        changes(out, pieces(piece.content(), inner));
      } else {
        part(out, TestService.safely(request(piece), entities), "");
      }
    }
    out.append("--answer--\r\n");
    return new Told(
        protocol == Protocol.V2 ? 202 : 200,
        Map.of("Content-Type", "multipart/mixed; boundary=answer"),
        out.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void changes(StringBuilder out, List<Piece> pieces) {
    var saved = copies();
    var done = new ArrayList<Told>();
    for (var piece : pieces) {
      var told = TestService.safely(request(piece), entities);
      if (told.status() >= 400) {
        restore(saved);
        part(out, told, "");
        return;
      }
      done.add(told);
    }
    out.append("Content-Type: multipart/mixed; boundary=inner\r\n\r\n");
    for (int index = 0; index < done.size(); index++) {
      out.append("--inner\r\n");
      part(out, done.get(index), pieces.get(index).headers().get("content-id"));
    }
    out.append("--inner--\r\n\r\n");
  }

  private static void part(StringBuilder out, Told told, String id) {
    out.append("Content-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
    if (!id.isEmpty()) {
      out.append("Content-ID: ").append(id).append("\r\n");
    }
    out.append("\r\nHTTP/1.1 ").append(told.status()).append(" Whatever\r\n");
    told.headers()
        .forEach((name, value) -> out.append(name).append(": ").append(value).append("\r\n"));
    out.append("\r\n").append(new String(told.body(), StandardCharsets.UTF_8)).append("\r\n");
  }

  private static List<Piece> pieces(String text, String type) {
    var boundary = type.replaceFirst("^.*boundary=", "");
    var pieces = new ArrayList<Piece>();
    for (var one : ("\r\n" + text).split(Pattern.quote("\r\n--" + boundary))) {
      if (one.startsWith("\r\n")) {
        pieces.add(piece(one.substring(2)));
      }
    }
    return pieces;
  }

  private static Piece piece(String text) {
    var parts = text.split("\r\n\r\n", 2);
    var headers = new HashMap<String, String>();
    for (var line : parts[0].split("\r\n")) {
      var two = line.split(": ", 2);
      headers.put(two[0].toLowerCase(Locale.ROOT), two[1]);
    }
    return new Piece(headers, parts.length > 1 ? parts[1] : "");
  }

  private static Asked request(Piece piece) {
    if (!"binary".equals(piece.headers().get("content-transfer-encoding"))) {
      throw new IllegalStateException("no binary part");
    }
    var lines = piece.content().split("\r\n", 2);
    var words = lines[0].split(" ");
    var inner = piece(lines[1].startsWith("\r\n") ? "x: y" + lines[1] : lines[1]);
    return Asked.of(
        words[0],
        words[1],
        inner.headers(),
        inner.content().strip().getBytes(StandardCharsets.UTF_8));
  }

  private Told json(Asked asked) {
    var tree = Json.MAPPER.readTree(asked.body());
    var responses = new ArrayList<Map<String, Object>>();
    var saved = copies();
    var failed = "";
    for (var one : tree.path("requests")) {
      var headers = new HashMap<String, String>(protocolHeaders());
      one.path("headers")
          .propertyStream()
          .forEach(header -> headers.put(header.getKey(), header.getValue().asString()));
      var told =
          TestService.safely(
              Asked.of(
                  one.path("method").asString().toUpperCase(Locale.ROOT),
                  one.path("url").asString(),
                  headers,
                  one.path("body").toString().getBytes(StandardCharsets.UTF_8)),
              entities);
      var response = new LinkedHashMap<String, Object>();
      response.put("id", one.path("id").asString());
      response.put("status", told.status());
      response.put("headers", told.headers());
      if (told.body().length > 0) {
        response.put("body", Json.MAPPER.readTree(told.body()));
      }
      responses.add(response);
      if (told.status() >= 400 && !one.path("atomicityGroup").asString("").isEmpty()) {
        failed = one.path("atomicityGroup").asString();
        restore(saved);
        break;
      }
    }
    return Told.json(200, Map.of("responses", responses)).with("X-Failed", failed);
  }

  private static Map<String, String> protocolHeaders() {
    return Map.of("odata-maxversion", "4.01");
  }

  private Map<String, Map<String, Store.Row>> copies() {
    var all = new HashMap<String, Map<String, Store.Row>>();
    store.tables.forEach((name, table) -> all.put(name, new HashMap<>(table.rows)));
    return all;
  }

  private void restore(Map<String, Map<String, Store.Row>> saved) {
    saved.forEach(
        (name, rows) -> {
          store.tables.get(name).rows.clear();
          store.tables.get(name).rows.putAll(rows);
        });
  }
}
