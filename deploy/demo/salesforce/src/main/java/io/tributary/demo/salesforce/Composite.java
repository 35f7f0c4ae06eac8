package io.tributary.demo.salesforce;

import io.tributary.demo.salesforce.DataApi.Call;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Up to 25 requests in one, where later ones use what earlier ones answered. */
final class Composite {
  private static final int MOST = 25;
  private static final int MOST_QUERIES = 5;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,100}");
  private static final Pattern REFERENCE =
      Pattern.compile("@\\{([A-Za-z0-9_]+)((?:\\.[A-Za-z0-9_]+|\\[[0-9]+\\])*)\\}");

  private final Org org;
  private final DataApi data;

  Composite(Org org, DataApi data) {
    this.org = org;
    this.data = data;
  }

  Answer answer(Call call) throws IOException {
    if (!call.is("POST")) {
      throw DataApi.wrongMethod(call);
    }
    var body = Json.objectOf(call.request().body());
    var parts = body.path("compositeRequest").valueStream().toList();
    check(parts);
    synchronized (org) {
      return run(call, parts, body.path("allOrNone").asBoolean(false));
    }
  }

  private Answer run(Call call, List<JsonNode> parts, boolean allOrNone) throws IOException {
    var restore = org.restore();
    var answers = new LinkedHashMap<String, Answer>();
    boolean halted = false;
    for (var part : parts) {
      var id = part.path("referenceId").asString();
      var answer = halted ? halted("The transaction was rolled back") : one(call, part, answers);
      answers.put(id, answer);
      halted |= allOrNone && answer.status() >= 400;
    }
    if (halted) {
      restore.run();
      answers.replaceAll(
          (_, answer) ->
              answer.status() < 400 ? halted("The transaction was rolled back") : answer);
    }
    var node = Json.object();
    var list = node.putArray("compositeResponse");
    answers.forEach((id, answer) -> list.add(shown(id, answer)));
    return Answer.json(200, node);
  }

  private Answer one(Call call, JsonNode part, Map<String, Answer> before) throws IOException {
    try {
      var url = filled(part.path("url").asString(""), before);
      var body = part.has("body") ? filled(part.get("body"), before) : Json.object();
      var headers = new HashMap<String, String>();
      part.path("httpHeaders")
          .properties()
          .forEach(each -> headers.put(each.getKey(), each.getValue().asString()));
      var inner =
          call.request().inner(part.path("method").asString(""), url, Json.bytes(body), headers);
      if (!inner.at(0).equals("services") || !inner.at(1).equals("data")) {
        throw new Problem(400, "INVALID_URL", "A subrequest begins with /services/data: " + url);
      }
      return data.answer(inner, call.user());
    } catch (Problem problem) {
      return Answer.json(problem.status(), problem.body());
    }
  }

  private static void check(List<JsonNode> parts) {
    if (parts.isEmpty() || parts.size() > MOST) {
      throw new Problem(
          400,
          "LIMIT_EXCEEDED",
          "A composite request has 1 to 25 subrequests, not " + parts.size());
    }
    var seen = new ArrayList<String>();
    long queries = 0;
    for (var part : parts) {
      var id = part.path("referenceId").asString("");
      if (!ID.matcher(id).matches() || seen.contains(id)) {
        throw new Problem(
            400, "INVALID_INPUT", "referenceId is missing, malformed or taken: " + id);
      }
      seen.add(id);
      queries += part.path("url").asString("").matches(".*/(query|composite/sobjects).*") ? 1 : 0;
    }
    if (queries > MOST_QUERIES) {
      throw new Problem(
          400, "LIMIT_EXCEEDED", "At most 5 subrequests are queries or sObject collections");
    }
  }

  private static Answer halted(String message) {
    return Answer.json(
        400,
        new Problem(
                400,
                "PROCESSING_HALTED",
                message + " since another operation in the same transaction failed.")
            .body());
  }

  private static ObjectNode shown(String id, Answer answer) {
    var node = Json.object();
    node.set("body", answer.json().orElseGet(() -> Row.json(null)));
    var headers = node.putObject("httpHeaders");
    answer.headers().forEach(headers::put);
    return node.put("httpStatusCode", answer.status()).put("referenceId", id);
  }

  private static JsonNode filled(JsonNode node, Map<String, Answer> before) {
    return switch (node) {
      case ObjectNode object -> {
        var copy = Json.object();
        object.properties().forEach(e -> copy.set(e.getKey(), filled(e.getValue(), before)));
        yield copy;
      }
      case JsonNode array when array.isArray() -> {
        var copy = Json.array();
        array.forEach(each -> copy.add(filled(each, before)));
        yield copy;
      }
      case JsonNode text when text.isString() -> Row.json(filled(text.stringValue(), before));
      default -> node;
    };
  }

  private static String filled(String text, Map<String, Answer> before) {
    var matcher = REFERENCE.matcher(text);
    var out = new StringBuilder();
    while (matcher.find()) {
      var answer = before.get(matcher.group(1));
      if (answer == null || answer.status() >= 400) {
        throw new Problem(
            400,
            "PROCESSING_HALTED",
            "Invalid reference specified. No value for %s found in %s"
                .formatted(matcher.group(), matcher.group(1)));
      }
      var value = value(answer.json().orElseGet(Json::object), matcher.group(2));
      if (value.isMissingNode() || value.isContainer()) {
        throw new Problem(
            400, "PROCESSING_HALTED", "Invalid reference specified: " + matcher.group());
      }
      matcher.appendReplacement(out, Matcher.quoteReplacement(value.asString()));
    }
    return matcher.appendTail(out).toString();
  }

  private static JsonNode value(JsonNode node, String path) {
    var at = node;
    for (var step : path.split("(?=[.\\[])")) {
      if (step.startsWith(".")) {
        at = at.path(step.substring(1));
      } else if (step.startsWith("[")) {
        at = at.path(Integer.parseInt(step.substring(1, step.length() - 1)));
      }
    }
    return at;
  }
}
