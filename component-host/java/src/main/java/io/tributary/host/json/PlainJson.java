package io.tributary.host.json;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Looks JSON through without building anything of it: for who only passes it on. */
final class PlainJson {
  private final JsonMapper mapper;

  PlainJson(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /** Whether the bytes are one value in UTF-8. Of others somebody else finds out what is wrong. */
  boolean is(byte[] json) {
    if (!beginsAsUtf8(json)) {
      return false;
    }
    try (var parser = mapper.createParser(json)) {
      if (parser.nextToken() == null) {
        return false;
      }
      parser.skipChildren();
      return parser.nextToken() == null;
    } catch (JacksonException broken) {
      return false;
    }
  }

  /** The parser would also take UTF-16, and a byte order mark. */
  private static boolean beginsAsUtf8(byte[] json) {
    for (int i = 0; i < Math.min(4, json.length); i++) {
      if (json[i] == 0 || json[0] < 0) {
        return false;
      }
    }
    return true;
  }
}
