package io.tributary.connectors.sap;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends several requests as one; those of a group take effect together or not at all. */
public final class Batch implements Action<Batch.Asked> {
  private static final int MOST = 1_000;

  /** What the flow's author maps. */
  public record Asked(List<Part> requests) {}

  /**
   * One request.
   *
   * @param url below the service's root
   * @param body as flows have it: values are brought into the service's form
   * @param group requests of one name that follow each other take effect together
   */
  public record Part(
      Optional<String> id,
      String method,
      String url,
      Map<String, String> headers,
      Optional<Map<String, Object>> body,
      Optional<String> group) {}

  /** What the author chooses. */
  record Fields(
      Optional<String> format, Optional<String> onFailure, Optional<Boolean> repeatable) {}

  /** What the next steps get. */
  record Done(boolean succeeded, List<Map<String, Object>> responses) {}

  @Override
  public void run(Asked asked, Context context, Emitter out) {
    var fields = context.fields(Fields.class);
    var service = OData.of(context);
    var parts = parts(asked, service, fields, context, out);
    boolean isJson = Chosen.word("format", fields.format(), "multipart", "json").equals("json");
    if (isJson && service.protocol() == Protocol.V2) {
      throw new GiveUp("fields#/format: OData 2 has no batches in JSON. Choose multipart");
    }
    BatchWire wire = isJson ? new JsonBatch(parts) : new MultipartBatch(parts, service.protocol());
    var answer = service.send(wire.call(), "input#/requests");
    var answers = wire.read(answer);
    var responses = new ArrayList<Map<String, Object>>();
    boolean succeeded = true;
    for (int index = 0; index < parts.size(); index++) {
      var part = answers.get(index);
      succeeded &= part.status() < 400;
      responses.add(response(service, parts.get(index), part, index));
    }
    var done = new Done(succeeded, responses);
    if (!succeeded && Chosen.word("onFailure", fields.onFailure(), "give", "fail").equals("fail")) {
      throw failure(answers, service.root().getHost());
    }
    out.emit(done);
  }

  private static RuntimeException failure(List<BatchAnswer> answers, String host) {
    for (int index = 0; index < answers.size(); index++) {
      var one = answers.get(index);
      if (one.status() >= 400 && one.status() != BatchAnswer.NOT_DONE) {
        return Refusal.of(one.status(), host, one.body()).sorted("input#/requests/" + index);
      }
    }
    return new RetryLater(host + ": did not do all of the batch");
  }

  private static List<BatchPart> parts(
      Asked asked, OData service, Fields fields, Context context, Emitter out) {
    if (asked.requests().isEmpty() || asked.requests().size() > MOST) {
      throw new GiveUp(
          "input#/requests: has %d. Give 1 to %d".formatted(asked.requests().size(), MOST));
    }
    var ids = new HashSet<String>();
    var parts = new ArrayList<BatchPart>();
    for (var one : asked.requests()) {
      int index = parts.size();
      var part = BatchPart.of(one, index, service);
      if (!ids.add(part.id())) {
        throw new GiveUp(
            "input#/requests/%d/id: \"%s\" is there twice. Give each its own"
                .formatted(index, part.id()));
      }
      var repeatable =
          part.isChange()
              ? Repeatable.headers(fields.repeatable(), service.protocol(), context, out, index)
              : Map.<String, String>of();
      parts.add(part.with(repeatable));
    }
    BatchPart.checkGroups(parts);
    return parts;
  }

  private static Map<String, Object> response(
      OData service, BatchPart part, BatchAnswer answer, int index) {
    var response = new LinkedHashMap<String, Object>();
    response.put("id", part.id());
    response.put("status", answer.status());
    answer.header("location").ifPresent(text -> response.put("location", text));
    answer.header("etag").ifPresent(text -> response.put("etag", text));
    if (answer.status() == BatchAnswer.NOT_DONE) {
      response.put("error", "was not done: another request of the batch was refused");
    } else if (answer.status() >= 400) {
      var refusal = Refusal.of(answer.status(), service.root().getHost(), answer.body());
      response.put("error", refusal.described("input#/requests/" + index));
    } else {
      answer.clean(service.metadata(), part.set()).ifPresent(body -> response.put("body", body));
    }
    return response;
  }
}
