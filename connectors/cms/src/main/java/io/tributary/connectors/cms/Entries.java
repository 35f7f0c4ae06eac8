package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Cms.Entry;
import io.tributary.connectors.cms.Cms.Saved;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Entries out of the trees that the sites answer with. */
final class Entries {
  private Entries() {}

  /** WordPress: a number for an id. */
  static Entry wordPress(JsonNode node) {
    return new Entry(node.path("id").asString(""), Tree.map(node));
  }

  /**
   * Strapi: fields beside the id, as version 5 has them. Version 4 keeps them in {@code
   * attributes}.
   */
  static Entry strapi(JsonNode node) {
    if (!node.path("attributes").isObject()) {
      var id = node.path("documentId").asString(node.path("id").asString(""));
      return new Entry(id, Tree.map(node));
    }
    var flat = new LinkedHashMap<String, Object>();
    flat.put("id", Tree.MAPPER.convertValue(node.path("id"), Object.class));
    flat.putAll(Tree.map(node.path("attributes")));
    return new Entry(node.path("id").asString(""), flat);
  }

  static Saved saved(Entry entry, boolean created) {
    var content = entry.content();
    return new Saved(
        entry.id(),
        created,
        Optional.of(status(content)).filter(text -> !text.isEmpty()),
        Inputs.text(content.get("slug")),
        Inputs.text(content.get("link")),
        content);
  }

  /** WordPress says it; of Strapi's entries it is seen by the day of their publication. */
  private static String status(Map<String, Object> content) {
    var said = Inputs.text(content.get("status"));
    if (said.isPresent() || !content.containsKey("publishedAt")) {
      return said.orElse("");
    }
    return content.get("publishedAt") == null ? "draft" : "published";
  }
}
