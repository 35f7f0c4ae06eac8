package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Loopback.Answered;
import io.tributary.connectors.cms.WordPressPosts.Post;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * WordPress 6's REST API as far as the connector uses it, and stricter: a parameter that it does
 * not know is refused. As there, times are compared in the site's local time and to the second,
 * equal ones come in no order, and ends of a span are left out.
 */
final class WordPressSite implements AutoCloseable, Loopback.Site {
  private static final Set<String> LIST =
      Set.of(
          "after",
          "before",
          "modified_after",
          "modified_before",
          "orderby",
          "order",
          "per_page",
          "offset",
          "page",
          "status",
          "slug",
          "search",
          "include",
          "context",
          "_fields",
          "who",
          "hide_empty",
          "categories");
  private final Loopback loopback;
  final WordPressPosts posts = new WordPressPosts();
  private final Map<String, List<Map<String, Object>>> terms = new LinkedHashMap<>();
  private final String base;
  boolean pretty = true;
  boolean passwords = true;
  Set<String> rights = Set.of("edit_posts", "publish_posts", "upload_files", "manage_categories");
  Runnable beforeCreate = () -> {};
  Runnable look = () -> {};
  Form lastForm;

  private WordPressSite(String base) throws IOException {
    this.base = base;
    this.loopback = new Loopback(this);
    terms.put(
        "categories",
        new ArrayList<>(
            List.of(WordPressTexts.term(1, "Uncategorized"), WordPressTexts.term(2, "R&amp;D"))));
    terms.put("tags", new ArrayList<>());
    terms.put("genre", new ArrayList<>(List.of(WordPressTexts.term(7, "Jazz"))));
  }

  static WordPressSite open() throws IOException {
    return new WordPressSite("");
  }

  static WordPressSite inFolder(String folder) throws IOException {
    return new WordPressSite(folder);
  }

  Loopback loopback() {
    return loopback;
  }

  Map<String, Object> connection() {
    return Map.of(
        "kind", "wordpress",
        "url", loopback.url() + base,
        "username", "ada",
        "password", "abcd EFGH 1234 ijkl MNOP 5678");
  }

  synchronized Post add(String type, String status, Instant modified) {
    return posts.add(type, status, modified);
  }

  synchronized Post post(String id) {
    return posts.get(id);
  }

  synchronized int count(String type) {
    return posts.count(type);
  }

  /** As the clock that publishes what was scheduled: the day of change stays. */
  synchronized void publishScheduled() {
    posts.publishUntil(loopback.now());
  }

  @Override
  public synchronized Answered answer(Request request, String path, Map<String, String> given)
      throws IOException {
    var query = new LinkedHashMap<>(given);
    if (!path.startsWith(base + "/")) {
      return new Answered(404, "<html>Not found</html>", Map.of());
    }
    var route = query.remove("rest_route");
    var rest = path.substring(base.length());
    if (route != null && !rest.equals("/")) {
      return new Answered(404, "<html>Not found</html>", Map.of());
    }
    if (route == null) {
      if (!pretty || !rest.startsWith("/wp-json")) {
        return new Answered(404, "<html>Nothing here</html>", Map.of());
      }
      route = rest.substring("/wp-json".length());
    }
    var login = login(request);
    if (login != null) {
      return login;
    }
    boolean known = (request.header("Authorization") != null);
    var parts = route.replaceFirst("^/", "").split("/");
    if (route.equals("/")) {
      return Answered.json(200, index());
    }
    if (parts.length < 3 || !route.startsWith("/wp/v2/")) {
      return WordPressTexts.error(
          404, "rest_no_route", "No route was found matching the URL and request method.");
    }
    return resource(request, Arrays.copyOfRange(parts, 2, parts.length), query, known);
  }

  private Map<String, Object> index() {
    return Map.of(
        "name",
        "Blog",
        "namespaces",
        List.of("wp/v2"),
        "timezone_string",
        posts.zone.getId(),
        "gmt_offset",
        1,
        "authentication",
        passwords ? Map.of("application-passwords", Map.of()) : Map.of());
  }

  /** Empty where it is the user's, or nobody's. */
  private Answered login(Request request) {
    var header = request.header("Authorization");
    if (header == null) {
      return null;
    }
    if (!passwords) {
      return WordPressTexts.error(401, "rest_not_logged_in", "You are not currently logged in.");
    }
    var pair = new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
    int colon = pair.indexOf(':');
    if (!pair.substring(0, colon).equals("ada")) {
      return WordPressTexts.error(401, "invalid_username", "Unknown username.");
    }
    return pair.substring(colon + 1)
            .replaceAll("[^A-Za-z0-9]", "")
            .equals("abcdEFGH1234ijklMNOP5678")
        ? null
        : WordPressTexts.error(
            401, "incorrect_password", "The provided password is an invalid application password.");
  }

  private Answered resource(
      Request request, String[] parts, Map<String, String> query, boolean known)
      throws IOException {
    var method = request.method();
    if (method.equals("GET")) {
      for (var name : query.keySet()) {
        if (!LIST.contains(name)) {
          return WordPressTexts.invalid(name, "This server knows no " + name);
        }
      }
    }
    return switch (parts[0]) {
      case "users" -> users(parts);
      case "types" -> Answered.json(200, WordPressTexts.types());
      case "statuses" -> Answered.json(200, WordPressTexts.statuses());
      case "categories", "tags", "genre" -> terms(request, method, parts[0], query);
      case "posts", "pages", "media" ->
          parts.length == 1
              ? collection(request, method, parts[0], query, known)
              : item(request, method, parts[0], parts[1], query);
      default ->
          WordPressTexts.error(
              404, "rest_no_route", "No route was found matching the URL and request method.");
    };
  }

  private Answered users(String[] parts) {
    var ada = Map.of("id", 5, "name", "Ada", "roles", List.of("editor"));
    return Answered.json(200, parts.length > 1 ? ada : List.of(ada));
  }

  private Answered terms(Request request, String method, String taxonomy, Map<String, String> query)
      throws IOException {
    var all = terms.get(taxonomy);
    if (method.equals("GET")) {
      var words = query.getOrDefault("search", "").toLowerCase();
      return Answered.json(
          200,
          all.stream()
              .filter(
                  term ->
                      WordPressTerms.plain(term.get("name").toString())
                          .toLowerCase()
                          .contains(words))
              .toList());
    }
    if (!rights.contains("manage_categories")) {
      return WordPressTexts.error(
          403, "rest_cannot_create", "Sorry, you are not allowed to create terms.");
    }
    var name = json(request).path("name").asString();
    for (var term : all) {
      if (term.get("name").equals(name)) {
        return Answered.json(
            400,
            Map.of(
                "code",
                "term_exists",
                "message",
                "exists",
                "data",
                Map.of("status", 400, "term_id", term.get("id"))));
      }
    }
    all.add(WordPressTexts.term(50 + all.size(), name));
    return Answered.json(201, all.getLast());
  }

  private Answered collection(
      Request request, String method, String type, Map<String, String> query, boolean known)
      throws IOException {
    return switch (method) {
      case "GET" -> list(type, query, known);
      case "OPTIONS" -> Answered.json(200, WordPressTexts.options());
      case "POST" -> type.equals("media") ? upload(request) : create(request, type);
      default -> WordPressTexts.error(405, "rest_no_route", "no");
    };
  }

  private Answered list(String type, Map<String, String> query, boolean known) {
    var statuses =
        List.of(
            query.getOrDefault("status", type.equals("media") ? "inherit" : "publish").split(","));
    boolean asksMore = !List.of(type.equals("media") ? "inherit" : "publish").equals(statuses);
    if (asksMore && (!known || !rights.contains("edit_posts"))) {
      return WordPressTexts.invalid("status", "Status is forbidden.");
    }
    int size = Integer.parseInt(query.getOrDefault("per_page", "10"));
    if (size < 1 || size > 100) {
      return WordPressTexts.invalid(
          "per_page", "per_page must be between 1 (inclusive) and 100 (inclusive)");
    }
    var found = posts.list(type, statuses, query);
    int offset = Integer.parseInt(query.getOrDefault("offset", "0"));
    var page = found.stream().skip(offset).limit(size).map(posts::view).toList();
    return new Answered(200, page, Map.of("X-WP-Total", "" + found.size()));
  }

  private Answered create(Request request, String type) throws IOException {
    if (!rights.contains("edit_posts")) {
      return WordPressTexts.error(
          403, "rest_cannot_create", "Sorry, you are not allowed to create posts as this user.");
    }
    var body = json(request);
    var refused = refused(body);
    if (refused != null) {
      return refused;
    }
    beforeCreate.run();
    var post = add(type, "draft", loopback.now());
    post.slug = "";
    posts.fill(post, body, loopback.now());
    return Answered.json(201, posts.view(post));
  }

  private Answered refused(JsonNode body) {
    for (var taxonomy : List.of("categories", "tags", "genre")) {
      if (body.has(taxonomy)
          && !body.path(taxonomy).valueStream().allMatch(JsonNode::isIntegralNumber)) {
        return WordPressTexts.invalid(taxonomy, taxonomy + "[0] is not of type integer.");
      }
    }
    var status = body.path("status").asString("draft");
    if (!Set.of("publish", "future", "draft", "pending", "private").contains(status)) {
      return WordPressTexts.invalid(
          "status", "status is not one of publish, future, draft, pending, and private.");
    }
    return status.equals("publish") && !rights.contains("publish_posts")
        ? WordPressTexts.error(
            403,
            "rest_cannot_publish",
            "Sorry, you are not allowed to publish posts in this post type.")
        : null;
  }

  private Answered upload(Request request) throws IOException {
    if (!rights.contains("upload_files")) {
      return WordPressTexts.error(
          400, "rest_cannot_create", "Sorry, you are not allowed to upload media on this site.");
    }
    long length = Long.parseLong(request.header("Content-Length"));
    lastForm = Form.read(request.header("Content-Type"), request.body(), length, look);
    if (!lastForm.fileField().equals("file")) {
      return WordPressTexts.error(400, "rest_upload_no_data", "No data supplied.");
    }
    if (lastForm.filename().endsWith(".exe")) {
      return WordPressTexts.error(
          500, "rest_upload_unknown_error", "Sorry, you are not allowed to upload this file type.");
    }
    var file = add("media", "inherit", loopback.now());
    file.slug = posts.unique(file, lastForm.fields().getOrDefault("slug", "file"));
    file.fields.put("source_url", "https://blog.example/" + lastForm.filename());
    return Answered.json(201, posts.view(file));
  }

  private Answered item(
      Request request, String method, String type, String id, Map<String, String> query)
      throws IOException {
    var post = posts.get(id);
    if (post == null || !post.type.equals(type)) {
      return WordPressTexts.error(404, "rest_post_invalid_id", "Invalid post ID.");
    }
    switch (method) {
      case "POST" -> {
        var body = json(request);
        var refused = refused(body);
        if (refused != null) {
          return refused;
        }
        posts.fill(post, body, loopback.now());
      }
      case "DELETE" -> {
        if (query.containsKey("force")) {
          posts.remove(post);
        } else if (type.equals("media")) {
          return WordPressTexts.error(
              501,
              "rest_trash_not_supported",
              "The post does not support trashing. Set 'force=true' to delete.");
        } else if (post.status.equals("trash")) {
          return WordPressTexts.error(
              410, "rest_already_trashed", "The post has already been deleted.");
        } else {
          post.status = "trash";
          post.slug = post.slug + "__trashed";
        }
      }
      default -> {}
    }
    return Answered.json(200, posts.view(post));
  }

  /** A body is read as JSON only where it says that it is. */
  private static JsonNode json(Request request) throws IOException {
    var bytes = request.body().readAllBytes();
    var type = String.valueOf(request.header("Content-Type"));
    return type.startsWith("application/json")
        ? Tree.MAPPER.readTree(bytes)
        : Tree.MAPPER.createObjectNode();
  }

  @Override
  public void close() {
    loopback.close();
  }
}
