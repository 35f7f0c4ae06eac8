package io.tributary.connectors.salesforce;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What the API answered instead of doing what it was asked for. */
final class ApiRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST = 64 * 1024;
  private static final Duration SPENT_LIMIT = Duration.ofMinutes(5);
  private static final Set<String> PASSING =
      Set.of(
          "UNABLE_TO_LOCK_ROW",
          "SERVER_UNAVAILABLE",
          "REQUEST_RUNNING_TOO_LONG",
          "QUERY_TIMEOUT",
          "CONCURRENT_REQUESTS_IN_TRANSACTION",
          "STORAGE_LIMIT_TEMPORARILY_EXCEEDED",
          "TXN_SECURITY_METERING_ERROR",
          "UNKNOWN_EXCEPTION");
  private static final Set<String> LOGIN =
      Set.of(
          "INVALID_SESSION_ID",
          "INVALID_AUTH_HEADER",
          "API_DISABLED_FOR_ORG",
          "API_CURRENTLY_DISABLED",
          "INACTIVE_ORGANIZATION");

  /** One of the errors in an answer. */
  record ApiError(String code, String message, List<String> fields) {
    static ApiError of(JsonNode node) {
      return new ApiError(
          node.path("errorCode").asString(node.path("statusCode").asString("")),
          node.path("message").asString("").strip(),
          node.path("fields").valueStream().map(JsonNode::asString).toList());
    }
  }

  private final int status;
  private final transient List<ApiError> errors;
  private final transient Optional<Duration> after;

  ApiRefusal(int status, List<ApiError> errors, Optional<Duration> after) {
    super("status " + status + ", " + errors);
    this.status = status;
    this.errors = List.copyOf(errors);
    this.after = after;
  }

  static ApiRefusal of(HttpResponse<InputStream> answer) {
    var after =
        answer
            .headers()
            .firstValue("retry-after")
            .filter(text -> text.matches("[0-9]{1,6}"))
            .map(Long::valueOf)
            .map(Duration::ofSeconds);
    return new ApiRefusal(answer.statusCode(), errors(answer), after);
  }

  boolean has(String code) {
    return errors.stream().anyMatch(error -> error.code().equals(code));
  }

  int status() {
    return status;
  }

  boolean isLogin() {
    return status == 401 || errors.stream().anyMatch(error -> LOGIN.contains(error.code()));
  }

  /** What is to be done about it; the errors' fields are found below this place. */
  RuntimeException sorted(String place) {
    if (isLogin()) {
      return new ConnectionRefused(
          "Salesforce does not accept the connection: " + told() + ". Authorize it again");
    }
    if (has("REQUEST_LIMIT_EXCEEDED")) {
      return new RetryLater(
          "Salesforce: the organization's requests are spent: " + told(),
          after.orElse(SPENT_LIMIT));
    }
    if (isPassing()) {
      return after
          .map(wait -> new RetryLater("Salesforce is busy: " + told(), wait))
          .orElseGet(() -> new RetryLater("Salesforce is busy: " + told()));
    }
    if (errors.isEmpty()) {
      return new GiveUp(place + ": Salesforce answers " + status + ". Check object and address");
    }
    return new GiveUp(
        errors.stream().map(error -> told(place, error)).collect(Collectors.joining("; ")));
  }

  private boolean isPassing() {
    return status >= 500
        || status == 429
        || status == 408
        || (!errors.isEmpty() && errors.stream().allMatch(error -> PASSING.contains(error.code())));
  }

  private String told() {
    return errors.isEmpty()
        ? "status " + status
        : errors.stream()
            .map(error -> error.code() + ", " + error.message())
            .collect(Collectors.joining("; "));
  }

  private static String told(String place, ApiError error) {
    var where =
        error.fields().isEmpty()
            ? place
            : error.fields().stream()
                .map(field -> place + "/" + field)
                .collect(Collectors.joining(", "));
    return "%s: %s, %s. %s"
        .formatted(where, error.code(), stop(error.message()), Advice.about(error.code()));
  }

  private static String stop(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }

  private static List<ApiError> errors(HttpResponse<InputStream> answer) {
    try (var body = answer.body()) {
      byte[] bytes = body.readNBytes(LONGEST);
      var tree = Tree.MAPPER.readTree(bytes);
      var errors = new ArrayList<ApiError>();
      (tree.isArray() ? tree.valueStream().toList() : List.of(tree))
          .forEach(node -> errors.add(ApiError.of(node)));
      errors.removeIf(error -> error.code().isEmpty());
      return errors;
    } catch (JacksonException page) {
      // A page for people, or nothing: the status is all there is.
      return List.of();
    } catch (IOException failure) {
      throw new RetryLater("Salesforce's answer broke off: " + failure.getMessage(), failure);
    }
  }
}
