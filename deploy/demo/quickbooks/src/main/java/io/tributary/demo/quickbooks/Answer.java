package io.tributary.demo.quickbooks;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a request gets.
 *
 * @param json the body as a tree, where it is one: batches put it into their own
 */
record Answer(
    int status,
    Map<String, String> headers,
    String contentType,
    Optional<JsonNode> json,
    Content content) {

  /** Writes a body, however long. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  static Answer json(int status, JsonNode body) {
    return new Answer(
        status,
        Map.of(),
        "application/json;charset=UTF-8",
        Optional.of(body),
        out -> out.write(Json.bytes(body)));
  }

  static Answer empty(int status) {
    return new Answer(status, Map.of(), "", Optional.empty(), _ -> {});
  }

  static Answer text(int status, String contentType, String body) {
    return stream(status, contentType, out -> out.write(body.getBytes(StandardCharsets.UTF_8)));
  }

  static Answer stream(int status, String contentType, Content content) {
    return new Answer(status, Map.of(), contentType, Optional.empty(), content);
  }

  Answer with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Answer(status, more, contentType, json, content);
  }
}
