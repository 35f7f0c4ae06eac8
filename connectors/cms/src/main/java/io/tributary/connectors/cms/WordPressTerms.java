package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Cms.Wish;
import io.tributary.sdk.GiveUp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns names of categories, tags and other terms into the ids that WordPress wants. */
final class WordPressTerms {
  private final WordPressRoot root;

  WordPressTerms(WordPressRoot root) {
    this.root = root;
  }

  /** The input as WordPress takes it. */
  Map<String, Object> body(Map<String, Object> input, Wish wish) {
    var body = new LinkedHashMap<>(input);
    ids(body, "categories", wish.category(), wish.createTerms());
    ids(body, "tags", wish.tag(), wish.createTerms());
    if (body.remove("terms") instanceof Map<?, ?> others) {
      others.forEach(
          (name, terms) -> {
            var taxonomy = String.valueOf(name);
            if (!taxonomy.matches("[A-Za-z0-9_-]{1,80}")) {
              throw new GiveUp("input#/terms: \"" + taxonomy + "\" is no taxonomy");
            }
            body.put(taxonomy, ids("terms/" + taxonomy, taxonomy, terms, wish.createTerms()));
          });
    }
    return body;
  }

  private void ids(
      Map<String, Object> body, String taxonomy, Optional<String> usual, boolean create) {
    if (body.get(taxonomy) == null) {
      body.remove(taxonomy);
      usual.ifPresent(term -> body.put(taxonomy, List.of(term)));
    }
    if (body.containsKey(taxonomy)) {
      body.put(taxonomy, ids(taxonomy, taxonomy, body.get(taxonomy), create));
    }
  }

  private List<Object> ids(String place, String taxonomy, Object value, boolean create) {
    var ids = new ArrayList<>();
    for (var term : value instanceof List<?> list ? list : split(value)) {
      var name = Inputs.text(term);
      if (name.isPresent()) {
        ids.add(
            name.get().matches("[0-9]{1,18}")
                ? (Object) Long.valueOf(name.get())
                : id(place, taxonomy, name.get(), create));
      }
    }
    return ids;
  }

  private static List<?> split(Object value) {
    return value instanceof String text ? List.of(text.split(",")) : List.of(value);
  }

  private long id(String place, String taxonomy, String name, boolean create) {
    var path = "/wp/v2/" + taxonomy;
    var query = Query.of("search", name).and("per_page", 100).and("_fields", "id,name,slug");
    for (var term : root.send(Call.get(path, query), "input#/" + place).tree().values()) {
      if (plain(term.path("name").asString("")).equalsIgnoreCase(name)
          || term.path("slug").asString("").equals(name)) {
        return term.path("id").asLong();
      }
    }
    if (!create) {
      throw new GiveUp(
          "input#/%s: there is no \"%s\". Create it in WordPress, or allow that the step does"
              .formatted(place, name));
    }
    return created(place, path, name);
  }

  private long created(String place, String path, String name) {
    try {
      var call = Call.json("POST", path, Query.of(), Map.of("name", name));
      return root.attempt(call).tree().path("id").asLong();
    } catch (ApiRefusal refusal) {
      if (refusal.code().equals("term_exists") && refusal.details().has("term_id")) {
        // Another message was sooner.
        return refusal.details().path("term_id").asLong();
      }
      throw refusal.sorted("input#/" + place);
    }
  }

  /** Names are kept as they stand in HTML. */
  static String plain(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#039;", "'")
        .replace("&#8217;", "’")
        .replace("&#8211;", "–")
        .replace("&amp;", "&");
  }
}
