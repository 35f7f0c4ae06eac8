package io.tributary.cli.api;

import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Failure.Place;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Turns problem+json (RFC 9457) into a failure with the exit code that scripts rely on. */
final class Problems {
  private Problems() {}

  static Failure failure(int status, String body) {
    var problem = tree(body);
    String code = problem.path("code").asString("http-" + status);
    String detail =
        problem.path("detail").asString("The server answered with status " + status + ".");
    return new Failure(exit(status), code, detail, hint(status), places(problem));
  }

  private static ExitCode exit(int status) {
    return switch (status) {
      case 400, 413, 415, 422 -> ExitCode.VALIDATION_FAILED;
      case 401 -> ExitCode.NOT_SIGNED_IN;
      case 403 -> ExitCode.NOT_ALLOWED;
      case 404 -> ExitCode.NOT_FOUND;
      case 409, 412 -> ExitCode.CONFLICT;
      case 504 -> ExitCode.TIMED_OUT;
      default -> ExitCode.UNEXPECTED;
    };
  }

  private static String hint(int status) {
    return switch (status) {
      case 401 -> "Sign in: tributary login";
      case 429, 503 -> "Try again in a moment.";
      default -> "";
    };
  }

  private static List<Place> places(JsonNode problem) {
    var places = new ArrayList<Place>();
    for (JsonNode error : problem.path("errors")) {
      places.add(
          new Place(
              place(error),
              error.path("code").asString(""),
              error.path("message").asString(""),
              error.path("advice").asString("")));
    }
    return places;
  }

  private static String place(JsonNode error) {
    String pointer = error.path("pointer").asString("");
    if (!error.path("line").isNumber()) {
      return pointer;
    }
    return "%d:%d  %s"
        .formatted(error.path("line").asInt(), error.path("column").asInt(1), pointer)
        .stripTrailing();
  }

  private static JsonNode tree(String body) {
    try {
      return JsonMapper.shared().readTree(body);
    } catch (JacksonException notJson) {
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
