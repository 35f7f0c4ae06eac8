import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/**
 * A sample content system: the part of WordPress's REST interface that the demo needs, and a page
 * that shows the entries. They are kept as one JSON file each.
 *
 * <p>{@code java CmsSite.java --port 8090 --data DIR [--user demo] [--password demo] [--host
 * 127.0.0.1]}
 */
final class CmsSite {
  private static final String POSTS = "/wp-json/wp/v2/posts";
  private static final int LARGEST_BODY = 1024 * 1024;

  private final Path entries;
  private final String login;
  private final String address;
  private final TreeMap<Long, Map<String, Object>> posts = new TreeMap<>();

  private CmsSite(Path data, String login, String address) throws IOException {
    this.entries = Files.createDirectories(data.resolve("entries"));
    this.login = login;
    this.address = address;
    try (var files = Files.list(entries)) {
      for (var file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
        var post = JsonText.object(Files.readString(file));
        posts.put(((Number) post.get("id")).longValue(), post);
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    var options = new HashMap<String, String>();
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      options.put(arguments[i].replaceFirst("^--", ""), arguments[i + 1]);
    }
    if (arguments.length % 2 != 0 || !options.containsKey("port") || !options.containsKey("data")) {
      System.err.println(
          "use: java CmsSite.java --port N --data DIR"
              + " [--user demo] [--password demo] [--host 127.0.0.1]");
      System.exit(2);
    }
    var host = options.getOrDefault("host", "127.0.0.1");
    var server =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getByName(host), Integer.parseInt(options.get("port"))),
            256);
    int port = server.getAddress().getPort();
    var address = "http://" + host + ":" + port;
    var login =
        options.getOrDefault("user", "demo") + ":" + options.getOrDefault("password", "demo");
    var site = new CmsSite(Path.of(options.get("data")), login, address);
    server.createContext("/", site::handle);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    System.out.println("CMS site at " + address + " with " + site.posts.size() + " entries");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        route(exchange);
      } catch (IllegalArgumentException broken) {
        problem(exchange, 400, "rest_invalid_json", "" + broken.getMessage(), Map.of());
      }
    }
  }

  private void route(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    if (path.equals("/")) {
      send(exchange, 200, "text/html; charset=utf-8", page());
    } else if (path.matches("/\\d{1,15}")) {
      showOne(exchange, Long.parseLong(path.substring(1)));
    } else if (!path.startsWith("/wp-json/wp/v2/")) {
      problem(exchange, 404, "rest_no_route", "There is nothing here.", Map.of());
    } else if (!knows(exchange)) {
      exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"cms\"");
      problem(exchange, 401, "rest_not_logged_in", "The login is not accepted.", Map.of());
    } else if (path.equals("/wp-json/wp/v2/users/me")) {
      var name = login.substring(0, login.indexOf(':'));
      json(exchange, 200, Map.of("id", 1, "name", name, "slug", name));
    } else if (path.equals(POSTS) && exchange.getRequestMethod().equals("POST")) {
      create(exchange);
    } else if (path.equals(POSTS) && exchange.getRequestMethod().equals("GET")) {
      json(exchange, 200, list(query(exchange.getRequestURI())));
    } else if (path.matches(POSTS + "/\\d{1,15}")) {
      readOne(exchange, Long.parseLong(path.substring(POSTS.length() + 1)));
    } else {
      problem(exchange, 404, "rest_no_route", "There is no such interface.", Map.of());
    }
  }

  private boolean knows(HttpExchange exchange) {
    var header = exchange.getRequestHeaders().getFirst("Authorization");
    var expected =
        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return header != null
        && MessageDigest.isEqual(
            header.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private void create(HttpExchange exchange) throws IOException {
    var body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      problem(exchange, 413, "rest_too_large", "At most 1 MB.", Map.of());
      return;
    }
    var sent = JsonText.object(new String(body, StandardCharsets.UTF_8));
    var title = String.valueOf(sent.getOrDefault("title", ""));
    if (title.isBlank() || title.length() > 200) {
      problem(
          exchange,
          400,
          "rest_invalid_param",
          "Invalid parameter(s): title",
          Map.of("title", "has to have 1 to 200 characters."));
      return;
    }
    json(exchange, 201, add(sent, title));
  }

  /** As WordPress does: a slug that is taken gets a number behind it. */
  private synchronized Map<String, Object> add(Map<String, Object> sent, String title)
      throws IOException {
    long id = posts.isEmpty() ? 1 : posts.lastKey() + 1;
    var post = new LinkedHashMap<String, Object>();
    post.put("id", id);
    post.put("date_gmt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    post.put("slug", freeSlug(slug(String.valueOf(sent.getOrDefault("slug", title)))));
    post.put("status", String.valueOf(sent.getOrDefault("status", "publish")));
    post.put("link", address + "/" + id);
    post.put("title", Map.of("rendered", title));
    post.put("content", Map.of("rendered", String.valueOf(sent.getOrDefault("content", ""))));
    post.put("excerpt", Map.of("rendered", String.valueOf(sent.getOrDefault("excerpt", ""))));
    var part = entries.resolve(id + ".part");
    Files.writeString(part, JsonText.write(post));
    Files.move(part, entries.resolve(id + ".json"), StandardCopyOption.ATOMIC_MOVE);
    posts.put(id, post);
    return post;
  }

  private String freeSlug(String wanted) {
    var slug = wanted;
    for (int number = 2; isTaken(slug); number++) {
      slug = wanted + "-" + number;
    }
    return slug;
  }

  private boolean isTaken(String slug) {
    return posts.values().stream().anyMatch(post -> slug.equals(post.get("slug")));
  }

  private static String slug(String text) {
    var slug = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return slug.isEmpty() ? "entry" : slug;
  }

  private synchronized List<Map<String, Object>> list(Map<String, String> query) {
    var found = new ArrayList<>(posts.descendingMap().values());
    if (query.containsKey("slug")) {
      found.removeIf(post -> !query.get("slug").equals(post.get("slug")));
    }
    int size = Math.max(1, Integer.parseInt(query.getOrDefault("per_page", "1000")));
    int page = Math.max(1, Integer.parseInt(query.getOrDefault("page", "1")));
    int from = Math.min((page - 1) * size, found.size());
    return found.subList(from, Math.min(from + size, found.size()));
  }

  private synchronized void readOne(HttpExchange exchange, long id) throws IOException {
    if (posts.containsKey(id)) {
      json(exchange, 200, posts.get(id));
    } else {
      problem(exchange, 404, "rest_post_invalid_id", "There is no such post.", Map.of());
    }
  }

  private synchronized void showOne(HttpExchange exchange, long id) throws IOException {
    var post = posts.get(id);
    if (post == null) {
      send(exchange, 404, "text/plain; charset=utf-8", "There is no such entry.");
    } else {
      send(exchange, 200, "text/html; charset=utf-8", html(article(post)));
    }
  }

  private synchronized String page() {
    var list = new StringBuilder("<h1>Entries (" + posts.size() + ")</h1>\n");
    posts.descendingMap().values().stream().limit(500).forEach(post -> list.append(article(post)));
    return html(list.toString());
  }

  /** What others wrote is shown as text: this page belongs to nobody's script. */
  private static String article(Map<String, Object> post) {
    return "<article><h2><a href=\"/%s\">%s</a></h2><p>%s</p><small>%s · %s</small></article>\n"
        .formatted(
            post.get("id"),
            escape(rendered(post, "title")),
            escape(rendered(post, "content").replaceAll("<[^>]{0,200}>", " ")),
            escape("" + post.get("date_gmt")),
            escape("" + post.get("slug")));
  }

  private static String rendered(Map<String, Object> post, String field) {
    return post.get(field) instanceof Map<?, ?> map ? "" + map.get("rendered") : "";
  }

  private static String html(String body) {
    return """
    <!doctype html><html lang="en"><meta charset="utf-8"><title>Sample CMS</title>
    <style>body{font:16px/1.5 system-ui;max-width:46rem;margin:2rem auto;padding:0 1rem}
    article{border-top:1px solid #ccc;padding:.5rem 0}h2{font-size:1.1rem;margin:.3rem 0}
    small{color:#595959}</style>
    """
        + body;
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static Map<String, String> query(URI address) {
    var query = new HashMap<String, String>();
    var raw = address.getRawQuery();
    for (var pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static void problem(
      HttpExchange exchange, int status, String code, String message, Map<String, ?> fields)
      throws IOException {
    json(
        exchange,
        status,
        Map.of(
            "code", code, "message", message, "data", Map.of("status", status, "params", fields)));
  }

  private static void json(HttpExchange exchange, int status, Object body) throws IOException {
    send(exchange, status, "application/json; charset=utf-8", JsonText.write(body));
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", type);
    exchange.getResponseHeaders().add("X-Content-Type-Options", "nosniff");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** As much JSON as a sample needs; the file stands alone, without any library. */
  private static final class JsonText {
    private static final int DEEPEST = 64;

    private final String text;
    private int at;

    private JsonText(String text) {
      this.text = text;
    }

    @SuppressWarnings("unchecked") // every object read here has text as its names
    static Map<String, Object> object(String text) {
      var json = new JsonText(text);
      var value = json.value(0);
      json.space();
      if (!(value instanceof Map<?, ?> map) || json.at < text.length()) {
        throw new IllegalArgumentException("The body is no JSON object.");
      }
      return (Map<String, Object>) map;
    }

    static String write(Object value) {
      var out = new StringBuilder();
      write(value, out);
      return out.toString();
    }

    private static void write(Object value, StringBuilder out) {
      switch (value) {
        case Map<?, ?> map -> {
          var comma = "{";
          for (var entry : map.entrySet()) {
            out.append(comma);
            quote("" + entry.getKey(), out);
            out.append(':');
            write(entry.getValue(), out);
            comma = ",";
          }
          out.append(map.isEmpty() ? "{}" : "}");
        }
        case List<?> list -> {
          var comma = "[";
          for (var each : list) {
            out.append(comma);
            write(each, out);
            comma = ",";
          }
          out.append(list.isEmpty() ? "[]" : "]");
        }
        case String text -> quote(text, out);
        case null -> out.append("null");
        default -> out.append(value);
      }
    }

    private static void quote(String text, StringBuilder out) {
      out.append('"');
      for (char character : text.toCharArray()) {
        if (character == '"' || character == '\\') {
          out.append('\\').append(character);
        } else if (character < ' ') {
          out.append(String.format("\\u%04x", (int) character));
        } else {
          out.append(character);
        }
      }
      out.append('"');
    }

    private Object value(int depth) {
      space();
      if (depth > DEEPEST || at >= text.length()) {
        throw broken();
      }
      return switch (text.charAt(at)) {
        case '{' -> map(depth);
        case '[' -> list(depth);
        case '"' -> string();
        default -> word();
      };
    }

    private Map<String, Object> map(int depth) {
      var map = new LinkedHashMap<String, Object>();
      at++;
      while (!closes('}', map.isEmpty())) {
        space();
        if (at >= text.length() || text.charAt(at) != '"') {
          throw broken();
        }
        var name = string();
        space();
        expect(':');
        map.put(name, value(depth + 1));
      }
      return map;
    }

    private List<Object> list(int depth) {
      var list = new ArrayList<>();
      at++;
      while (!closes(']', list.isEmpty())) {
        list.add(value(depth + 1));
      }
      return list;
    }

    private boolean closes(char end, boolean first) {
      space();
      if (at < text.length() && text.charAt(at) == end) {
        at++;
        return true;
      }
      if (!first) {
        expect(',');
      }
      return false;
    }

    private String string() {
      var out = new StringBuilder();
      for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
        char character = text.charAt(at);
        out.append(character == '\\' ? escaped() : character);
      }
      expect('"');
      return out.toString();
    }

    private char escaped() {
      at++;
      if (at >= text.length()) {
        throw broken();
      }
      char character = text.charAt(at);
      return switch (character) {
        case 'n' -> '\n';
        case 't' -> '\t';
        case 'r' -> '\r';
        case 'b' -> '\b';
        case 'f' -> '\f';
        case 'u' -> {
          if (at + 4 >= text.length()) {
            throw broken();
          }
          at += 4;
          yield (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
        }
        default -> character;
      };
    }

    private Object word() {
      int from = at;
      while (at < text.length() && "+-.0123456789eEtrufalsn".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      var word = text.substring(from, at);
      return switch (word) {
        case "true" -> true;
        case "false" -> false;
        case "null" -> null;
        default -> word.matches("-?\\d{1,18}") ? (Object) Long.valueOf(word) : Double.valueOf(word);
      };
    }

    private void expect(char character) {
      if (at >= text.length() || text.charAt(at) != character) {
        throw broken();
      }
      at++;
    }

    private void space() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
    }

    private IllegalArgumentException broken() {
      return new IllegalArgumentException("The body is no JSON, at character " + at + ".");
    }
  }
}
