package io.tributary.connectors.cms;

import tools.jackson.databind.JsonNode;

/** What the site says about itself. */
final class WordPressTexts {
  private WordPressTexts() {}

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
