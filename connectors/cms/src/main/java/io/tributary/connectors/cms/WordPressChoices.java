package io.tributary.connectors.cms;

import io.tributary.sdk.Choices.Choice;
import io.tributary.sdk.GiveUp;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Lists what can be chosen at a WordPress site; at most a hundred of each. */
final class WordPressChoices {
  private static final Set<String> INNER = Set.of("attachment", "nav_menu_item");

  private final WordPressRoot root;

  WordPressChoices(WordPressRoot root) {
    this.root = root;
  }

  List<Choice> choices(String name) {
    return switch (name) {
      case "types" -> types();
      case "categories", "tags" -> named(name, Query.of("hide_empty", "false"), "name");
      case "authors" -> named("users", Query.of("who", "authors"), "name");
      case "statuses" -> statuses();
      default -> throw new GiveUp("no choices are called \"" + name + "\"");
    };
  }

  private List<Choice> types() {
    return all("types", Query.of())
        .filter(type -> !type.path("slug").asString("").startsWith("wp_"))
        .filter(type -> !INNER.contains(type.path("slug").asString("")))
        .map(type -> new Choice(type(type), WordPressTerms.plain(type.path("name").asString(""))))
        .toList();
  }

  private static String type(JsonNode type) {
    var namespace = type.path("rest_namespace").asString("wp/v2");
    var base = type.path("rest_base").asString("");
    return namespace.equals("wp/v2") ? base : namespace + "/" + base;
  }

  private List<Choice> statuses() {
    return all("statuses", Query.of("context", "edit"))
        .map(one -> new Choice(one.path("slug").asString(""), one.path("name").asString("")))
        .filter(one -> !one.value().equals("trash"))
        .toList();
  }

  private List<Choice> named(String path, Query query, String label) {
    return root.send(Call.get("/wp/v2/" + path, query.and("per_page", 100)), "fields#")
        .tree()
        .valueStream()
        .map(
            one ->
                new Choice(
                    one.path("id").asString(""),
                    WordPressTerms.plain(one.path(label).asString(""))))
        .toList();
  }

  /** Objects by their names, of which the names are in the objects, too. */
  private Stream<JsonNode> all(String path, Query query) {
    return root.send(Call.get("/wp/v2/" + path, query), "fields#").tree().valueStream();
  }
}
