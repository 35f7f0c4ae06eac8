package io.tributary.connectors.salesforce;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;

/** Calls what the organization's own code offers below {@code /services/apexrest}. */
public final class CallApex implements Action<CallApex.Request> {
  private static final int LARGEST = 8 * 1024 * 1024;

  /** What the flow's author maps. */
  public record Request(Optional<String> path, Map<String, String> query, Optional<Object> body) {}

  /** What the author chooses. */
  record Fields(Optional<String> method, Optional<String> path) {}

  /** What the next steps get: JSON as it is, other texts as text. */
  record Answered(int status, Object body) {}

  @Override
  public void run(Request request, Context context, Emitter out) throws IOException {
    var fields = context.fields(Fields.class);
    var path = path(request.path().or(fields::path).orElse(""), request.query());
    var method = fields.method().orElse("GET");
    var call =
        switch (method) {
          case "GET" -> Call.get(path);
          case "DELETE" -> Call.delete(path);
          case "POST", "PUT", "PATCH" -> Call.json(method, path, request.body().orElse(Map.of()));
          default ->
              throw new GiveUp(
                  "fields#/method: \"" + method + "\". Use GET, POST, PUT, PATCH or DELETE");
        };
    var answer = Salesforce.of(context).send(call, "input#");
    try (var body = answer.body()) {
      byte[] bytes = body.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new GiveUp("Salesforce: the answer is larger than 8 MiB. Let the class give less");
      }
      out.emit(new Answered(answer.statusCode(), read(bytes)));
    } catch (IOException failure) {
      throw new RetryLater("Salesforce's answer broke off: " + failure.getMessage(), failure);
    }
  }

  private static String path(String text, Map<String, String> query) {
    var path = text.strip().replaceAll("^/+", "");
    if (path.isEmpty() || !path.matches("[A-Za-z0-9_.~%/-]+") || path.contains("..")) {
      throw new GiveUp(
          "fields#/path: \"%s\" is no path. Write what follows /services/apexrest/, such as orders/7"
              .formatted(text));
    }
    var parameters =
        query.entrySet().stream()
            .map(each -> Call.segment(each.getKey()) + "=" + Call.segment(each.getValue()))
            .collect(Collectors.joining("&"));
    return "/services/apexrest/" + path + (parameters.isEmpty() ? "" : "?" + parameters);
  }

  private static Object read(byte[] bytes) {
    if (bytes.length == 0) {
      return Map.of();
    }
    try {
      return Tree.MAPPER.readValue(bytes, Object.class);
    } catch (JacksonException text) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }
}
