package io.tributary.connectors.quickbooks;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the API answered instead of doing what it was asked for. A fault may also come with status
 * 200.
 */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST = 64 * 1024;
  private static final Duration USUAL_WAIT = Duration.ofSeconds(60);

  /** Of the token, the app, the user's rights in the company, the company's subscription. */
  private static final Set<String> LOGIN =
      Set.of("100", "120", "130", "3100", "3200", "3202", "6190");

  private static final Set<String> THROTTLED = Set.of("3001", "003001");

  /** One of the errors in a fault. */
  record ApiError(String code, String message, String detail, String element) {
    static ApiError of(JsonNode node) {
      return new ApiError(
          text(node, "code"), text(node, "Message"), text(node, "Detail"), text(node, "element"));
    }

    /** Faults of the gateway write their names small. */
    private static String text(JsonNode node, String name) {
      var small = node.path(name.toLowerCase(Locale.ROOT));
      return node.path(name).asString(small.asString("")).strip();
    }
  }

  private final int status;
  private final String type;
  private final transient List<ApiError> errors;
  private final transient Optional<Duration> after;
  private final String trace;

  private Refusal(
      int status, String type, List<ApiError> errors, Optional<Duration> after, String trace) {
    super("status " + status + ", " + errors);
    this.status = status;
    this.type = type;
    this.errors = List.copyOf(errors);
    this.after = after;
    this.trace = trace;
  }

  static Refusal of(HttpResponse<InputStream> answer) {
    return of(answer.statusCode(), answer.headers(), body(answer));
  }

  /** Of a body that is, or may be, a fault. */
  static Refusal of(int status, HttpHeaders headers, JsonNode body) {
    var fault = body.has("Fault") ? body.path("Fault") : body.path("fault");
    var list = fault.has("Error") ? fault.path("Error") : fault.path("error");
    var after =
        headers
            .firstValue("retry-after")
            .filter(text -> text.matches("[0-9]{1,6}"))
            .map(Long::valueOf)
            .map(Duration::ofSeconds);
    return new Refusal(
        status,
        fault.path("type").asString(""),
        list.valueStream().map(ApiError::of).toList(),
        after,
        headers.firstValue("intuit_tid").orElse(""));
  }

  static boolean isFault(JsonNode body) {
    return body.has("Fault") || body.path("fault").has("error");
  }

  boolean has(String code) {
    return errors.stream().anyMatch(error -> error.code().equals(code));
  }

  int status() {
    return status;
  }

  boolean isLogin() {
    return status == 401
        || type.toUpperCase(Locale.ROOT).startsWith("AUTHENTICATION")
        || errors.stream().anyMatch(error -> LOGIN.contains(error.code()));
  }

  /** What is to be done about it; the errors' elements are found below this place. */
  RuntimeException sorted(String place) {
    if (isLogin()) {
      return new ConnectionRefused(
          "QuickBooks does not accept the connection: " + told() + ". Authorize it again");
    }
    if (isThrottled()) {
      return new RetryLater("QuickBooks asks to slow down: " + told(), after.orElse(USUAL_WAIT));
    }
    if (isPassing()) {
      return after
          .map(wait -> new RetryLater("QuickBooks is busy: " + told(), wait))
          .orElseGet(() -> new RetryLater("QuickBooks is busy: " + told()));
    }
    if (errors.isEmpty()) {
      return new GiveUp(
          "%s: QuickBooks answers %d%s. Check entity, company and address"
              .formatted(place, status, traced()));
    }
    return new GiveUp(
        errors.stream().map(error -> told(place, error)).collect(Collectors.joining("; "))
            + traced());
  }

  private boolean isThrottled() {
    return status == 429
        || type.toUpperCase(Locale.ROOT).startsWith("THROTTL")
        || errors.stream().anyMatch(error -> THROTTLED.contains(error.code()));
  }

  private boolean isPassing() {
    return status >= 500
        || status == 408
        || type.toUpperCase(Locale.ROOT).startsWith("SYSTEM")
        || type.toUpperCase(Locale.ROOT).startsWith("SERVICE");
  }

  private String told() {
    var text =
        errors.isEmpty()
            ? "status " + status
            : errors.stream()
                .map(error -> error.code() + ", " + error.message() + ", " + error.detail())
                .collect(Collectors.joining("; "));
    return text + traced();
  }

  /** What Intuit's support asks for. */
  private String traced() {
    return trace.isEmpty() ? "" : " (intuit_tid " + trace + ")";
  }

  private static String told(String place, ApiError error) {
    var where = error.element().isEmpty() ? place : place + "/" + error.element().replace('.', '/');
    var cause =
        error.detail().isEmpty() || error.detail().equals(error.message())
            ? error.message()
            : error.message() + ": " + error.detail();
    return "%s: %s, %s. %s".formatted(where, error.code(), stop(cause), Advice.about(error.code()));
  }

  private static String stop(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private static JsonNode body(HttpResponse<InputStream> answer) {
    try (var body = answer.body()) {
      return Tree.MAPPER.readTree(body.readNBytes(LONGEST));
    } catch (JacksonException page) {
      // A page for people, or nothing: the status is all there is.
      return Tree.MAPPER.createObjectNode();
    } catch (IOException failure) {
      throw new RetryLater("QuickBooks's answer broke off: " + failure.getMessage(), failure);
    }
  }
}
