package io.tributary.connectors.sap;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A batch in JSON, as OData 4.01 has it. */
record JsonBatch(List<BatchPart> parts) implements BatchWire {
  @Override
  public Call call() {
    var requests = parts.stream().map(JsonBatch::request).toList();
    return Call.json("POST", "$batch", Map.of("requests", requests))
        .with("OData-Version", "4.01")
        .with("Accept", "application/json")
        .with("Prefer", "continue-on-error");
  }

  private static Map<String, Object> request(BatchPart part) {
    var request = new LinkedHashMap<String, Object>();
    request.put("id", part.id());
    request.put("method", part.method());
    request.put("url", part.url());
    if (!part.group().isEmpty()) {
      request.put("atomicityGroup", part.group());
    }
    var headers = new LinkedHashMap<>(part.headers());
    headers.putIfAbsent("accept", "application/json;IEEE754Compatible=true");
    part.body()
        .ifPresent(
            body -> {
              headers.put("content-type", "application/json");
              request.put("body", body);
            });
    request.put("headers", headers);
    return request;
  }

  @Override
  public List<BatchAnswer> read(Answer answer) {
    var byId = new HashMap<String, BatchAnswer>();
    if (Json.object(answer).get("responses") instanceof List<?> responses) {
      for (var one : responses) {
        if (one instanceof Map<?, ?> response) {
          byId.put(String.valueOf(response.get("id")), read(response));
        }
      }
    }
    var answers = new ArrayList<BatchAnswer>();
    for (var part : parts) {
      // A group that was refused may be answered under its own name.
      var own = byId.getOrDefault(part.id(), byId.get(part.group()));
      answers.add(own == null ? BatchAnswer.notDone() : own);
    }
    return answers;
  }

  private static BatchAnswer read(Map<?, ?> response) {
    var headers = new HashMap<String, String>();
    if (response.get("headers") instanceof Map<?, ?> given) {
      given.forEach(
          (name, value) ->
              headers.put(String.valueOf(name).toLowerCase(Locale.ROOT), String.valueOf(value)));
    }
    var body = response.get("body");
    int status = response.get("status") instanceof Number number ? number.intValue() : 500;
    return new BatchAnswer(
        status, headers, body == null ? new byte[0] : Json.MAPPER.writeValueAsBytes(body));
  }
}
