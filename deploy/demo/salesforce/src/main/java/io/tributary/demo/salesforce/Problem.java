package io.tributary.demo.salesforce;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A refusal in the shape that REST clients get: a list of message, code and fields. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;
  private final transient List<String> fields;

  Problem(int status, String code, String message) {
    this(status, code, message, List.of());
  }

  Problem(int status, String code, String message, List<String> fields) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = List.copyOf(fields);
  }

  static Problem notFound() {
    return new Problem(404, "NOT_FOUND", "The requested resource does not exist");
  }

  static Problem invalidField(String message) {
    return new Problem(400, "INVALID_FIELD", message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  List<String> fields() {
    return fields;
  }

  /** As the body of an answer. */
  ArrayNode body() {
    ObjectNode error = Json.object().put("message", getMessage()).put("errorCode", code);
    if (!fields.isEmpty()) {
      error.set("fields", Json.texts(fields));
    }
    return Json.array().add(error);
  }

  /** As one of the errors beside a record of a collection. */
  ObjectNode asRecordError() {
    ObjectNode error = Json.object().put("statusCode", code).put("message", getMessage());
    error.set("fields", Json.texts(fields));
    return error;
  }

  /** As a cell of failed results. */
  String asCell() {
    return code + ":" + getMessage() + ":" + String.join(",", fields) + " --";
  }
}
