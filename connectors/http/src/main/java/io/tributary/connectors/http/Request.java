package io.tributary.connectors.http;

import io.tributary.sdk.Action;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Json;
import io.tributary.sdk.LargeBody;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Sends one request per message, and gives the answer out. */
public final class Request implements Action<Request.Input> {
  private static final Pattern METHOD = Pattern.compile("[A-Z][A-Z-]{0,31}");
  private static final String USUAL_KEY_HEADER = "Idempotency-Key";

  private final Clock clock;
  private final Calls calls;

  /** What the flow's author maps. At most one of the last five is the body. */
  public record Input(
      Optional<String> method,
      Optional<String> path,
      Map<String, Object> query,
      Map<String, String> headers,
      Optional<Json> json,
      Map<String, Object> form,
      Optional<String> text,
      List<Multipart.Part> multipart,
      Optional<LargeBody> file) {}

  /** What the step is set to. */
  record Fields(
      Optional<String> statusesToPassOn,
      Optional<Boolean> forbiddenIsLogin,
      Optional<String> idempotencyHeader,
      Optional<String> signWith,
      Optional<Integer> timeoutSeconds) {}

  /** As the component host makes it. */
  public Request() {
    this(Clock.systemUTC());
  }

  Request(Clock clock) {
    this.clock = clock;
    this.calls = new Calls(clock);
  }

  @Override
  public void run(Input input, Context context, Emitter out)
      throws IOException, InterruptedException {
    var service = context.connection(Service.class);
    var request = outgoing(input, service, context);
    try (var answer = calls.answer(service, request)) {
      out.emit(Answers.of(answer, context));
    }
  }

  private Outgoing outgoing(Input input, Service service, Context context) throws IOException {
    var fields = context.fields(Fields.class);
    var method = method(input);
    var headers = Headers.of(service, "input#/headers", input.headers());
    var body = RequestBody.of(input, Optional.ofNullable(headers.remove("content-type")));
    var request =
        new Outgoing(
            method,
            service.base().at("input#", input.path().orElse(""), input.query()),
            headers,
            body,
            Statuses.limit("fields#/timeoutSeconds", fields.timeoutSeconds().orElse(25)),
            Statuses.of(
                "fields#/statusesToPassOn",
                fields.statusesToPassOn().orElse(""),
                fields.forbiddenIsLogin().orElse(false)));
    return signed(withKey(request, fields, context), fields, service, context);
  }

  private static String method(Input input) {
    var method = Service.filled(input.method()).orElse("GET").toUpperCase(Locale.ROOT);
    if (!METHOD.matcher(method).matches()) {
      throw new GiveUp("input#/method: is no method. Use GET, POST, PUT, PATCH or DELETE");
    }
    if (method.equals("CONNECT") || method.equals("TRACE")) {
      throw new GiveUp("input#/method: " + method + " is not possible. Use another one");
    }
    return method;
  }

  private static Outgoing withKey(Outgoing request, Fields fields, Context context) {
    var name = Service.filled(fields.idempotencyHeader()).orElse(USUAL_KEY_HEADER);
    boolean off = name.equalsIgnoreCase("none") || Outgoing.SAFE.contains(request.method());
    if (off || request.has(name)) {
      return request;
    }
    return request.with(Headers.name("fields#/idempotencyHeader", name), context.idempotencyKey());
  }

  private Outgoing signed(Outgoing request, Fields fields, Service service, Context context)
      throws IOException {
    var kind = Service.filled(fields.signWith()).orElse("none");
    if (kind.equals("none")) {
      return request;
    }
    if (!kind.equals("standard-webhooks")) {
      throw new GiveUp("fields#/signWith: is unknown. Use none or standard-webhooks");
    }
    var secret =
        service
            .signing()
            .orElseThrow(
                () ->
                    new GiveUp(
                        "connection#/signingSecret: is missing. Fill it in, or sign with none"));
    var signed = request;
    var headers = Signature.of(secret, context.idempotencyKey(), clock.instant(), request.body());
    for (var header : headers.entrySet()) {
      signed = signed.with(header.getKey(), header.getValue());
    }
    return signed;
  }
}
