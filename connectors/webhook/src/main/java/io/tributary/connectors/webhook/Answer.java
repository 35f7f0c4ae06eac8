package io.tributary.connectors.webhook;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Reply;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Answers the caller who waits at the flow's address. */
public final class Answer implements Action<Answer.Input> {
  /** What the flow's author maps. */
  public record Input(
      Optional<Integer> status, Map<String, String> headers, Optional<Object> body) {}

  /** What was sent. */
  record Answered(int status) {}

  @Override
  public void run(Input input, Context context, Emitter out) {
    int status = input.status().orElse(200);
    if (status < 200 || status > 599) {
      throw new GiveUp("input#/status: is " + status + ". Use 200 to 599");
    }
    Object body = input.body().orElse("");
    var headers = new LinkedHashMap<String, String>();
    headers.put(
        "content-type", body instanceof String ? "text/plain; charset=utf-8" : "application/json");
    input.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    context.reply(new Reply(status, headers, body));
    out.emit(new Answered(status));
  }
}
