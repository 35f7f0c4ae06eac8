package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Loopback.Answered;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Strapi's REST API of version 4 or 5 with one type, articles, that has drafts. As in version 5,
 * publishing makes a copy of the draft that keeps the draft's day of change; as in version 4, an
 * entry is one row whose fields stand in attributes.
 */
final class StrapiSite implements AutoCloseable, Loopback.Site {
  /** One row of the database. */
  static final class Row {
    long id;
    String document;
    Instant updatedAt;
    Instant createdAt;
    Instant publishedAt;
    Map<String, Object> fields = new LinkedHashMap<>();
  }

  private final Loopback loopback = new Loopback(this);
  private final boolean five;
  private final TreeMap<Long, Row> rows = new TreeMap<>();
  private final List<Map<String, Object>> files = new ArrayList<>();
  boolean listsTypes = true;
  boolean mayCreate = true;
  boolean passesOverFilters;
  Form lastForm;
  private long ids;

  private StrapiSite(boolean five) throws IOException {
    this.five = five;
  }

  static StrapiSite open(int version) throws IOException {
    return new StrapiSite(version == 5);
  }

  Loopback loopback() {
    return loopback;
  }

  Map<String, Object> connection() {
    return Map.of("kind", "strapi", "url", loopback.url(), "token", "t0ken");
  }

  /** A published entry; in version 5 a draft and its copy. */
  synchronized String add(Instant at) {
    var draft = row("d" + (ids + 1), at);
    if (!five) {
      draft.publishedAt = at;
      return "" + draft.id;
    }
    publish(draft, at);
    return draft.document;
  }

  synchronized void change(String document, Instant at) {
    rows.values().stream()
        .filter(row -> row.publishedAt == null || !five)
        .filter(row -> name(row).equals(document))
        .forEach(row -> row.updatedAt = at);
  }

  synchronized void publishAgain(String document, Instant at) {
    publish(draft(document), at);
  }

  synchronized int documents() {
    return (int) rows.values().stream().filter(row -> !five || row.publishedAt == null).count();
  }

  private String name(Row row) {
    return five ? row.document : "" + row.id;
  }

  private Row draft(String document) {
    return rows.values().stream()
        .filter(row -> row.document.equals(document) && row.publishedAt == null)
        .findFirst()
        .orElseThrow();
  }

  private Row row(String document, Instant at) {
    var row = new Row();
    row.id = ++ids;
    row.document = document;
    row.createdAt = at;
    row.updatedAt = at;
    row.fields.put("title", "Article " + row.id);
    rows.put(row.id, row);
    return row;
  }

  private Row publish(Row draft, Instant at) {
    rows.values().removeIf(row -> row.document.equals(draft.document) && row.publishedAt != null);
    var copy = row(draft.document, draft.createdAt);
    copy.updatedAt = draft.updatedAt;
    copy.publishedAt = at;
    copy.fields = new LinkedHashMap<>(draft.fields);
    return copy;
  }

  @Override
  public synchronized Answered answer(Request request, String path, Map<String, String> query)
      throws IOException {
    if (!path.startsWith("/api/")) {
      return new Answered(200, "<html>Welcome to your Strapi app</html>", Map.of());
    }
    var parts = path.substring(5).split("/");
    if (!List.of("articles", "upload", "content-type-builder").contains(parts[0])) {
      return error(404, "NotFoundError", "Not Found", List.of());
    }
    if (!"Bearer t0ken".equals(request.header("Authorization"))) {
      return error(401, "UnauthorizedError", "Missing or invalid credentials", List.of());
    }
    return switch (parts[0]) {
      case "upload" -> upload(request, query);
      case "content-type-builder" ->
          listsTypes
              ? Answered.json(200, types())
              : error(403, "ForbiddenError", "Forbidden", List.of());
      default ->
          parts.length == 1
              ? collection(request, query)
              : item(request, request.method(), parts[1], query);
    };
  }

  private static JsonNode types() {
    return Tree.MAPPER.readTree(
        """
        {"data": [
          {"uid": "api::article.article", "schema": {"kind": "collectionType", "displayName": "Article",
            "pluralName": "articles", "attributes": {"title": {"type": "string", "required": true},
              "body": {"type": "blocks"}}}},
          {"uid": "plugin::users-permissions.user", "schema": {"kind": "collectionType", "pluralName": "users"}}]}
        """);
  }

  private Answered collection(Request request, Map<String, String> query) throws IOException {
    if (request.method().equals("POST")) {
      if (!mayCreate) {
        return error(403, "ForbiddenError", "Forbidden", List.of());
      }
      var row = row("d" + (ids + 1), loopback.now());
      return write(row, request, query, 201);
    }
    int size = Math.min(100, Integer.parseInt(query.getOrDefault("pagination[pageSize]", "25")));
    var tree = Brackets.parsed(query);
    var found =
        rows.values().stream()
            .filter(row -> isSeen(row, query))
            .filter(row -> passesOverFilters || Brackets.matches(tree.get("filters"), facts(row)))
            .toList();
    if (query.containsKey("sort[0]") && !query.get("sort[0]").equals("id:asc")) {
      return error(400, "ValidationError", "Invalid parameter sort", List.of());
    }
    var data = found.stream().limit(size).map(this::view).toList();
    return Answered.json(
        200,
        Map.of("data", data, "meta", Map.of("pagination", Map.of("page", 1, "pageSize", size))));
  }

  private boolean isSeen(Row row, Map<String, String> query) {
    return five
        ? query.getOrDefault("status", "published").equals("draft") == (row.publishedAt == null)
        : query.getOrDefault("publicationState", "live").equals("preview")
            || row.publishedAt != null;
  }

  private Map<String, Object> facts(Row row) {
    var facts = new LinkedHashMap<String, Object>(row.fields);
    facts.put("createdAt", Instants.text(row.createdAt));
    facts.put("updatedAt", Instants.text(row.updatedAt));
    facts.put("publishedAt", row.publishedAt == null ? null : Instants.text(row.publishedAt));
    facts.put("id", row.id);
    return facts;
  }

  private Map<String, Object> view(Row row) {
    var facts = facts(row);
    if (five) {
      facts.put("documentId", row.document);
      return facts;
    }
    facts.remove("id");
    return Map.of("id", row.id, "attributes", facts);
  }

  private Answered item(Request request, String method, String id, Map<String, String> query)
      throws IOException {
    var found =
        rows.values().stream()
            .filter(row -> name(row).equals(id))
            .filter(row -> !method.equals("GET") || isSeen(row, query))
            .findFirst();
    if (found.isEmpty()) {
      return error(404, "NotFoundError", "Not Found", List.of());
    }
    if (method.equals("DELETE")) {
      rows.values().removeIf(row -> name(row).equals(id));
      return five
          ? new Answered(204, null, Map.of())
          : Answered.json(200, Map.of("data", view(found.get())));
    }
    return method.equals("PUT")
        ? write(five ? draft(id) : found.get(), request, query, 200)
        : Answered.json(200, Map.of("data", view(found.get())));
  }

  private Answered write(Row row, Request request, Map<String, String> query, int status)
      throws IOException {
    var data = Tree.MAPPER.readTree(request.body().readAllBytes()).path("data");
    if (!data.isObject()) {
      return error(
          400, "ValidationError", "Missing \"data\" payload in the request body", List.of());
    }
    if (data.path("title").isNumber()) {
      rows.remove(row.id);
      return error(
          400,
          "ValidationError",
          "title must be a `string` type",
          List.of(
              Map.of(
                  "path",
                  List.of("title"),
                  "message",
                  "title must be a `string` type",
                  "name",
                  "ValidationError")));
    }
    data.properties()
        .forEach(
            field ->
                row.fields.put(
                    field.getKey(), Tree.MAPPER.convertValue(field.getValue(), Object.class)));
    row.updatedAt = loopback.now();
    if (five) {
      row.fields.remove("publishedAt");
      var seen =
          query.getOrDefault("status", "published").equals("published")
              ? publish(row, loopback.now())
              : row;
      return Answered.json(status, Map.of("data", view(seen)));
    }
    if (data.has("publishedAt")) {
      row.fields.remove("publishedAt");
      row.publishedAt = data.path("publishedAt").isNull() ? null : loopback.now();
    }
    return Answered.json(status, Map.of("data", view(row)));
  }

  private Answered upload(Request request, Map<String, String> query) throws IOException {
    if (request.method().equals("GET")) {
      var name = query.get("filters[name][$eq]");
      return Answered.json(
          200, files.stream().filter(file -> file.get("name").equals(name)).toList());
    }
    long length = Long.parseLong(request.header("Content-Length"));
    lastForm = Form.read(request.header("Content-Type"), request.body(), length, () -> {});
    if (!lastForm.fileField().equals("files")) {
      return error(400, "ValidationError", "Files are empty", List.of());
    }
    var facts = Tree.map(Tree.MAPPER.readTree(lastForm.fields().get("fileInfo")));
    facts.put("id", files.size() + 1);
    facts.put("url", "/uploads/" + lastForm.filename());
    files.add(facts);
    return Answered.json(five ? 201 : 200, List.of(facts));
  }

  static Answered error(int status, String name, String message, List<?> errors) {
    return Answered.json(
        status,
        new LinkedHashMap<>(
            Map.of(
                "error",
                Map.of(
                    "status", status,
                    "name", name,
                    "message", message,
                    "details", Map.of("errors", errors)))));
  }

  @Override
  public void close() {
    loopback.close();
  }
}
