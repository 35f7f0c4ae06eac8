package io.tributary.connectors.salesforce;

import io.tributary.connectors.salesforce.ApiRefusal.ApiError;
import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Up to 25 requests in one, where later ones use what earlier ones give. */
public final class RunComposite implements Action<RunComposite.Requests> {
  private static final int MOST = 25;

  /** What the flow's author maps. */
  public record Requests(List<Part> requests, Optional<Boolean> allOrNone) {}

  /** One of the requests; its address is below the version's, such as sobjects/Account. */
  public record Part(String method, String url, String referenceId, Optional<Object> body) {}

  /** What one of them got. */
  record Done(String referenceId, int status, Object body) {}

  /** What the next steps get. */
  record Answers(List<Done> responses, boolean succeeded) {}

  @Override
  public void run(Requests asked, Context context, Emitter out) {
    int size = asked.requests().size();
    if (size == 0 || size > MOST) {
      throw new GiveUp("input#/requests: %d requests; give 1 to %d".formatted(size, MOST));
    }
    boolean allOrNone = asked.allOrNone().orElse(true);
    var salesforce = Salesforce.of(context);
    var parts = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < size; i++) {
      parts.add(part(salesforce, asked.requests().get(i), "input#/requests/" + i));
    }
    var body = Map.of("allOrNone", allOrNone, "compositeRequest", parts);
    var answer = salesforce.tree(Call.json("POST", "composite", body), "input#/requests");
    var answers = answer.path("compositeResponse").valueStream().toList();
    if (allOrNone) {
      checkAll(answers);
    }
    var done = answers.stream().map(RunComposite::done).toList();
    out.emit(new Answers(done, done.stream().allMatch(one -> one.status() < 400)));
  }

  private static Map<String, Object> part(Salesforce salesforce, Part part, String place) {
    if (part.url().isBlank() || part.url().contains("..") || part.url().contains("//")) {
      throw new GiveUp(place + "/url: is no address here. Write one like sobjects/Account");
    }
    var whole = new LinkedHashMap<String, Object>();
    whole.put("method", part.method());
    whole.put(
        "url",
        part.url().startsWith("/services/data/")
            ? part.url()
            : salesforce.path(part.url().replaceAll("^/+", "")));
    whole.put("referenceId", part.referenceId());
    part.body().ifPresent(body -> whole.put("body", body));
    return whole;
  }

  /** The one that failed tells why; the others only that they were undone. */
  private static void checkAll(List<JsonNode> answers) {
    RuntimeException failure = null;
    for (int i = 0; i < answers.size(); i++) {
      var answer = answers.get(i);
      int status = answer.path("httpStatusCode").asInt(500);
      if (status < 400) {
        continue;
      }
      var errors = answer.path("body").valueStream().map(ApiError::of).toList();
      var refusal = new ApiRefusal(status, errors, Optional.empty());
      if (failure == null || !refusal.has("PROCESSING_HALTED")) {
        failure = refusal.sorted("input#/requests/" + i + "/body");
      }
      if (!refusal.has("PROCESSING_HALTED")) {
        break;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static Done done(JsonNode answer) {
    return new Done(
        answer.path("referenceId").asString(""),
        answer.path("httpStatusCode").asInt(0),
        Tree.MAPPER.convertValue(answer.path("body"), Object.class));
  }
}
