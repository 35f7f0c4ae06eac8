package io.tributary.connectors.sap;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a service answered instead of doing what it was asked for. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST = 64 * 1024;

  /** Too early, too often, locked by somebody: another time it may go well. */
  private static final Set<Integer> LATER = Set.of(408, 423, 425, 429);

  private static final Set<Integer> FOR_GOOD = Set.of(501, 505);

  /**
   * One of the errors in an answer.
   *
   * @param target the property it is about; empty where it does not say
   */
  record Fault(String code, String message, String target) {}

  private final int status;
  private final String host;
  private final boolean forgery;
  private final transient List<Fault> faults;
  private final transient Optional<Duration> after;

  private Refusal(
      int status, String host, boolean forgery, List<Fault> faults, Optional<Duration> after) {
    super("status " + status + ", " + faults);
    this.status = status;
    this.host = host;
    this.forgery = forgery;
    this.faults = List.copyOf(faults);
    this.after = after;
  }

  static Refusal of(Answer answer) {
    byte[] body = body(answer);
    boolean forgery =
        answer.status() == 403
            && (answer.header("x-csrf-token").orElse("").equalsIgnoreCase("required")
                || new String(body, java.nio.charset.StandardCharsets.UTF_8)
                    .toUpperCase(Locale.ROOT)
                    .contains("CSRF"));
    return new Refusal(
        answer.status(), answer.host(), forgery, faults(body), RetryAfter.of(answer));
  }

  /** Of a part of a batch's answer. */
  static Refusal of(int status, String host, byte[] body) {
    return new Refusal(status, host, false, faults(body), Optional.empty());
  }

  int status() {
    return status;
  }

  List<Fault> faults() {
    return faults;
  }

  /** Whether what was missing is not the login but the token against forged requests. */
  boolean isForgery() {
    return forgery;
  }

  boolean isPassing() {
    return LATER.contains(status) || status >= 500 && !FOR_GOOD.contains(status);
  }

  /** What is to be done about it; the errors' properties are found below this place. */
  RuntimeException sorted(String place) {
    if (status == 401) {
      return new ConnectionRefused(
          "%s does not accept the login: %s. Correct the login of the connection"
              .formatted(host, told()));
    }
    if (isPassing() || forgery) {
      var what =
          forgery
              ? host + " does not accept the CSRF token that it has just given: " + told()
              : host + " is busy: " + told();
      return after.map(wait -> new RetryLater(what, wait)).orElseGet(() -> new RetryLater(what));
    }
    if (status == 403 && faults.isEmpty()) {
      return new ConnectionRefused(
          "%s forbids it with 403. Give the connection's user access to the service, or correct the login"
              .formatted(host));
    }
    return new GiveUp(described(place));
  }

  /** Place, cause and next step. */
  String described(String place) {
    if (faults.isEmpty()) {
      return "%s: %s answers %d. %s".formatted(place, host, status, Advice.about(status));
    }
    return faults.stream()
        .map(
            fault ->
                "%s: %s%s. %s"
                    .formatted(
                        fault.target().isEmpty() ? place : place + "/" + fault.target(),
                        fault.code().isEmpty() ? "" : fault.code() + ", ",
                        stop(fault.message()),
                        Advice.about(status)))
        .collect(Collectors.joining("; "));
  }

  private String told() {
    return faults.isEmpty()
        ? "status " + status
        : faults.stream()
            .map(fault -> fault.code() + ", " + stop(fault.message()))
            .collect(Collectors.joining("; "));
  }

  private static String stop(String message) {
    var text = message.strip();
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static byte[] body(Answer answer) {
    try (answer) {
      return answer.body().readNBytes(LONGEST);
    } catch (IOException broken) {
      // The status is all there is.
      return new byte[0];
    }
  }

  private static List<Fault> faults(byte[] body) {
    try {
      return faults(Json.MAPPER.readTree(body).path("error"));
    } catch (JacksonException page) {
      // A page for people, or nothing.
      return List.of();
    }
  }

  /** Both versions: the error itself, and what it consists of. */
  private static List<Fault> faults(JsonNode error) {
    if (!error.isObject()) {
      return List.of();
    }
    var all = new LinkedHashSet<Fault>();
    var whole = fault(error);
    var parts = new ArrayList<JsonNode>();
    parts.addAll(error.path("details").valueStream().toList());
    parts.addAll(error.path("innererror").path("errordetails").valueStream().toList());
    parts.stream()
        .filter(part -> !part.path("severity").asString("").matches("info|warning|success"))
        .map(Refusal::fault)
        .filter(fault -> !fault.message().isEmpty())
        .limit(10)
        .forEach(all::add);
    boolean isSaidAgain = all.stream().anyMatch(fault -> fault.message().equals(whole.message()));
    var faults = new ArrayList<>(all);
    if (!isSaidAgain) {
      faults.addFirst(whole);
    }
    return faults;
  }

  private static Fault fault(JsonNode node) {
    var message = node.path("message");
    var target = node.path("target").asString(node.path("propertyref").asString(""));
    return new Fault(
        node.path("code").asString(""),
        message.isObject() ? message.path("value").asString("") : message.asString(""),
        target.replaceFirst("^/", "").replaceFirst("^[A-Za-z]+\\([^)]*\\)/", ""));
  }
}
