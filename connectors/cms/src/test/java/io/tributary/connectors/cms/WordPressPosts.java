package io.tributary.connectors.cms;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The table of posts: times are local and to the second, and equal ones come in no order. */
final class WordPressPosts {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

  /** One post, page or file. */
  static final class Post {
    long id;
    String type;
    String status;
    String slug = "";
    Instant date;
    Instant modified;
    final Map<String, Object> fields = new LinkedHashMap<>();
  }

  private final TreeMap<Long, Post> byId = new TreeMap<>();
  private final Random ties = new Random(3);
  ZoneId zone = ZoneId.of("Europe/Berlin");
  private long ids = 100;

  Post add(String type, String status, Instant modified) {
    var post = new Post();
    post.id = ++ids;
    post.type = type;
    post.status = status;
    post.slug = "entry-" + post.id;
    post.modified = modified;
    post.date = modified;
    post.fields.put("title", "Entry " + post.id);
    byId.put(post.id, post);
    return post;
  }

  Post get(String id) {
    return byId.get(Long.valueOf(id));
  }

  void remove(Post post) {
    byId.remove(post.id);
  }

  int count(String type) {
    return (int) byId.values().stream().filter(post -> post.type.equals(type)).count();
  }

  void publishUntil(Instant now) {
    byId.values().stream()
        .filter(post -> post.status.equals("future") && !post.date.isAfter(now))
        .forEach(post -> post.status = "publish");
  }

  List<Post> list(String type, List<String> statuses, Map<String, String> query) {
    var found =
        new ArrayList<>(
            byId.values().stream()
                .filter(post -> post.type.equals(type))
                .filter(
                    post ->
                        statuses.contains(post.status)
                            || statuses.contains("any") && !post.status.equals("trash"))
                .filter(post -> matches(post, query))
                .toList());
    Collections.shuffle(found, ties);
    Comparator<Post> order =
        switch (query.getOrDefault("orderby", "date")) {
          case "id" -> Comparator.comparingLong(post -> post.id);
          case "modified" -> Comparator.comparing(post -> local(post.modified));
          default -> Comparator.comparing(post -> local(post.date));
        };
    found.sort(query.getOrDefault("order", "desc").equals("asc") ? order : order.reversed());
    return found;
  }

  private boolean matches(Post post, Map<String, String> query) {
    return isAfter(post.modified, query.get("modified_after"))
        && isBefore(post.modified, query.get("modified_before"))
        && isAfter(post.date, query.get("after"))
        && isBefore(post.date, query.get("before"))
        && (!query.containsKey("slug") || query.get("slug").equals(post.slug))
        && (!query.containsKey("search") || post.fields.toString().contains(query.get("search")))
        && (!query.containsKey("include")
            || List.of(query.get("include").split(",")).contains("" + post.id));
  }

  private boolean isAfter(Instant stamp, String bound) {
    return bound == null
        || local(stamp).compareTo(local(OffsetDateTime.parse(bound).toInstant())) > 0;
  }

  private boolean isBefore(Instant stamp, String bound) {
    return bound == null
        || local(stamp).compareTo(local(OffsetDateTime.parse(bound).toInstant())) < 0;
  }

  private LocalDateTime local(Instant instant) {
    return LocalDateTime.ofInstant(instant, zone);
  }

  Map<String, Object> view(Post post) {
    var view = new LinkedHashMap<String, Object>(post.fields);
    view.put("id", post.id);
    view.put("type", post.type);
    view.put("status", post.status);
    view.put("slug", post.slug);
    view.put("modified", LOCAL.format(local(post.modified)));
    view.put("modified_gmt", post.modified.toString().replace("Z", ""));
    view.put("date_gmt", post.date.toString().replace("Z", ""));
    view.put("link", "https://blog.example/?p=" + post.id);
    view.put("title", Map.of("raw", post.fields.getOrDefault("title", ""), "rendered", "x"));
    return view;
  }

  void fill(Post post, JsonNode body, Instant now) {
    body.properties()
        .forEach(
            field -> {
              switch (field.getKey()) {
                case "status" -> post.status = field.getValue().asString();
                case "slug" -> post.slug = unique(post, field.getValue().asString());
                case "date_gmt" -> post.date = Instant.parse(field.getValue().asString() + "Z");
                default ->
                    post.fields.put(
                        field.getKey(), Tree.MAPPER.convertValue(field.getValue(), Object.class));
              }
            });
    post.modified = now;
  }

  String unique(Post post, String slug) {
    return Stream.iterate(1, number -> number + 1)
        .map(number -> number == 1 ? slug : slug + "-" + number)
        .filter(
            one ->
                byId.values().stream().noneMatch(other -> other != post && other.slug.equals(one)))
        .findFirst()
        .orElseThrow();
  }
}
