package io.tributary.connectors.cms;

import io.tributary.connectors.cms.Loopback.Answered;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What the site says about itself, and how it refuses. */
final class WordPressTexts {
  private WordPressTexts() {}

  static Map<String, Object> term(long id, String name) {
    return new LinkedHashMap<>(
        Map.of("id", id, "name", name, "slug", name.toLowerCase().replace("&amp;", "")));
  }

  static Answered error(int status, String code, String message) {
    return Answered.json(
        status, Map.of("code", code, "message", message, "data", Map.of("status", status)));
  }

  static Answered invalid(String name, String message) {
    return Answered.json(
        400,
        Map.of(
            "code",
            "rest_invalid_param",
            "message",
            "Invalid parameter(s): " + name,
            "data",
            Map.of("status", 400, "params", Map.of(name, message))));
  }

  static JsonNode types() {
    return Tree.MAPPER.readTree(
        """
        {"post": {"slug": "post", "name": "Posts", "rest_base": "posts", "rest_namespace": "wp/v2"},
         "event": {"slug": "event", "name": "Events", "rest_base": "event",
           "rest_namespace": "acme/v1"},
         "attachment": {"slug": "attachment", "name": "Media", "rest_base": "media",
           "rest_namespace": "wp/v2"}}
        """);
  }

  static JsonNode statuses() {
    return Tree.MAPPER.readTree(
        """
        {"publish": {"slug": "publish", "name": "Published"},
         "trash": {"slug": "trash", "name": "Trash"}}
        """);
  }

  static JsonNode options() {
    return Tree.MAPPER.readTree(
        """
        {"schema": {"title": "post", "type": "object", "properties": {
          "id": {"description": "Unique identifier for the post.", "type": "integer", "readonly": true},
          "date": {"description": "The date.", "type": ["string", "null"], "format": "date-time"},
          "status": {"description": "A named status.", "type": "string", "enum": ["publish", "draft"]},
          "title": {"description": "The title.", "type": "object", "properties": {
            "raw": {"type": "string"}, "rendered": {"type": "string", "readonly": true}}},
          "categories": {"description": "Terms.", "type": "array", "items": {"type": "integer"}}}}}
        """);
  }
}
