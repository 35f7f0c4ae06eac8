package io.tributary.testkit;

import io.tributary.host.json.Json;
import io.tributary.protocol.Frame;
import io.tributary.protocol.FrameType;
import io.tributary.protocol.HeaderKey;
import io.tributary.sdk.Action;
import io.tributary.sdk.ConnectionCheck;
import io.tributary.sdk.PollingTrigger;
import io.tributary.sdk.Trigger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A component with all that surrounds it, ready for one message:
 *
 * <pre>{@code
 * var result = Run.action(new Send())
 *     .withConnection(Map.of("host", "localhost", "port", 2525))
 *     .on("""
 *         {"to": "group@example.org", "subject": "News"}
 *         """);
 * }</pre>
 *
 * Each {@code with} gives a changed copy; {@code on}, {@code poll} and {@code check} run it, on a
 * fresh session each time.
 */
public final class Run {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Json JSON = new Json(secret -> {});

  private final Object component;
  private final String kind;
  private final Map<String, Object> assignment;
  private final Map<String, String> headers;
  private final Map<String, byte[]> bodies;

  private Run(
      Object component,
      String kind,
      Map<String, Object> assignment,
      Map<String, String> headers,
      Map<String, byte[]> bodies) {
    this.component = component;
    this.kind = kind;
    this.assignment = assignment;
    this.headers = headers;
    this.bodies = bodies;
  }

  public static Run action(Action<?> action) {
    return of(action, "action");
  }

  public static Run trigger(Trigger<?> trigger) {
    return of(trigger, "trigger");
  }

  public static Run polling(PollingTrigger trigger) {
    return of(trigger, "trigger");
  }

  public static Run check(ConnectionCheck check) {
    return of(check, "check");
  }

  /** The connection's fields: a map, or a record; plain strings where the platform has secrets. */
  public Run withConnection(Map<String, ?> fields) {
    return with("connection", Map.of("id", "test", "fields", fields));
  }

  /** The step's fields. */
  public Run withFields(Map<String, ?> fields) {
    return with("fields", fields);
  }

  /** JSONata from the message to the input, as a flow's author writes it. */
  public Run withMapping(String expression) {
    return with("mapping", expression);
  }

  /** Output of an earlier step, for a mapping's {@code $steps}, all of them as one JSON object. */
  public Run withSteps(String json) {
    return withHeader(HeaderKey.STEPS, json);
  }

  public Run withIdempotencyKey(String key) {
    return withHeader(HeaderKey.IDEMPOTENCY_KEY, key);
  }

  public Run withAttempt(int attempt) {
    return withHeader(HeaderKey.ATTEMPT, Integer.toString(attempt));
  }

  /** The message's order key, which an action's snapshot belongs to. */
  public Run withKey(String key) {
    return withHeader(HeaderKey.KEY, key);
  }

  /** What was saved last time, as JSON. */
  public Run withSnapshot(String json) {
    return withHeader(HeaderKey.SNAPSHOT, json);
  }

  /** Where an earlier attempt's pages ended, as JSON. */
  public Run withCursor(String json) {
    return withHeader(HeaderKey.CURSOR, json);
  }

  /**
   * Large bodies by their names; what the component stores is put into the map, too. Without it the
   * component has none, and what it stores is dropped.
   */
  public Run withLargeBodies(Map<String, byte[]> byName) {
    return new Run(component, kind, assignment, headers, byName);
  }

  /** What stands for a large body in a message. */
  public static Map<String, Object> largeBody(String name, byte[] content) {
    return KeptBodies.standIn(name, content);
  }

  /** Runs on one message. */
  public Result on(String json) {
    return Exchange.of(component, assignment(), KeptBodies.in(bodies), LIMIT)
        .message(message(FrameType.MESSAGE).withBody(json));
  }

  /** Runs on one message, given as a record or map. */
  public Result on(Object input) {
    return on(new String(JSON.write(input, "input"), StandardCharsets.UTF_8));
  }

  /** Runs a polling trigger once. */
  public Result poll() {
    return Exchange.of(component, assignment(), KeptBodies.in(bodies), LIMIT)
        .message(message(FrameType.POLL));
  }

  /**
   * Runs a connection's check.
   *
   * @throws AssertionError if it could not be tried, with what was thrown
   */
  public ConnectionCheck.Outcome check() {
    var answer =
        JSON.object(
            Exchange.of(component, assignment(), KeptBodies.in(bodies), LIMIT)
                .request(Frame.of(FrameType.CHECK, 1)),
            "answer");
    return switch ("" + answer.get("outcome")) {
      case "works" -> new ConnectionCheck.Outcome.Works("" + answer.get("account"));
      case "refused" ->
          new ConnectionCheck.Outcome.Refused("" + answer.get("field"), "" + answer.get("message"));
      default -> throw new AssertionError("the component offers no check");
    };
  }

  private static Run of(Object component, String kind) {
    return new Run(
        component,
        kind,
        Map.of("fields", Map.of()),
        Map.of(
            HeaderKey.EXECUTION, "execution-1",
            HeaderKey.IDEMPOTENCY_KEY, "message-1",
            HeaderKey.ATTEMPT, "1"),
        new HashMap<>());
  }

  private Run with(String name, Object value) {
    var more = new LinkedHashMap<>(assignment);
    more.put(name, value);
    return new Run(component, kind, more, headers, bodies);
  }

  private Run withHeader(String key, String value) {
    var more = new HashMap<>(headers);
    more.put(key, value);
    return new Run(component, kind, assignment, more, bodies);
  }

  private Frame message(FrameType type) {
    var frame = Frame.of(type, 1);
    for (var header : headers.entrySet()) {
      frame = frame.with(header.getKey(), header.getValue());
    }
    return frame;
  }

  private byte[] assignment() {
    var whole = new LinkedHashMap<String, Object>(assignment);
    whole.put("flow", "test");
    whole.put("step", "test");
    whole.put("revision", 1);
    whole.put("component", "test/test@0.0.0");
    whole.put("egress", java.util.List.of());
    whole.put(
        "operation", Map.of("kind", kind, "name", "test", "main", component.getClass().getName()));
    return JSON.write(whole, "assignment");
  }
}
