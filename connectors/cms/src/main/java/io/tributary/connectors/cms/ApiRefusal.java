package io.tributary.connectors.cms;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What a site answered instead of doing what it was asked for. */
final class ApiRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final int LONGEST_TEXT = 500;
  private static final Set<String> LOGIN =
      Set.of(
          "rest_not_logged_in",
          "incorrect_password",
          "invalid_username",
          "invalid_email",
          "application_passwords_disabled",
          "application_passwords_disabled_for_user",
          "UnauthorizedError");

  private final String product;
  private final int status;
  private final String code;
  private final String text;
  private final transient Map<String, String> fields;
  private final transient JsonNode details;
  private final transient Optional<Duration> after;

  private ApiRefusal(
      String product,
      int status,
      String code,
      String text,
      Map<String, String> fields,
      JsonNode details,
      Optional<Duration> after) {
    super("status " + status + ", " + code + ", " + text);
    this.product = product;
    this.status = status;
    this.code = code;
    this.text = text;
    this.fields = fields;
    this.details = details;
    this.after = after;
  }

  static ApiRefusal of(String product, int status, HttpHeaders headers, byte[] body) {
    try {
      var tree = Tree.MAPPER.readTree(body);
      var strapi = tree.path("error");
      return strapi.isObject()
          ? new ApiRefusal(
              product,
              status,
              strapi.path("name").asString(""),
              text(strapi),
              strapiFields(strapi),
              strapi.path("details"),
              RetryAfter.of(headers))
          : new ApiRefusal(
              product,
              status,
              tree.path("code").asString(""),
              text(tree),
              wordPressFields(tree.path("data").path("params"), text(tree)),
              tree.path("data"),
              RetryAfter.of(headers));
    } catch (JacksonException page) {
      return page(product, status, headers);
    }
  }

  /** A page for people, in the place of JSON. */
  static ApiRefusal page(String product, int status, HttpHeaders headers) {
    return new ApiRefusal(
        product, status, "", "", Map.of(), Tree.MAPPER.missingNode(), RetryAfter.of(headers));
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  boolean names(String field) {
    return fields.containsKey(field);
  }

  /** What the answer says beside its message. */
  JsonNode details() {
    return details;
  }

  boolean isLogin() {
    return status == 401 || LOGIN.contains(code);
  }

  boolean isPage() {
    return code.isEmpty();
  }

  /** What is to be done about it; fields are found below this place. */
  RuntimeException sorted(String place) {
    if (isLogin()) {
      return new ConnectionRefused(
          "%s does not accept the connection: %s. %s"
              .formatted(product, told(), Advice.aboutLogin(code)));
    }
    if (isPassing()) {
      var message = "%s cannot take it now: %s".formatted(product, told());
      return after
          .map(wait -> new RetryLater(message, wait))
          .orElseGet(() -> new RetryLater(message));
    }
    if (isPage()) {
      return new GiveUp(Advice.aboutPage(product, status, place));
    }
    if (fields.isEmpty()) {
      return new GiveUp("%s: %s. %s".formatted(place, told(), Advice.about(code, status)));
    }
    return new GiveUp(
        fields.entrySet().stream()
            .map(field -> place + "/" + field.getKey() + ": " + stop(field.getValue()))
            .collect(
                Collectors.joining("; ", "", " (" + code + "). " + Advice.about(code, status))));
  }

  private boolean isPassing() {
    // WordPress calls a file that it does not take an error of its own.
    boolean isRefusedFile = code.startsWith("rest_upload_");
    return (status >= 500 && status != 501 && !isRefusedFile)
        || status == 429
        || status == 408
        || status == 425
        || status == 423;
  }

  private String told() {
    if (isPage()) {
      return status == 503
          ? "it is in maintenance or too busy (status 503, and a page in the place of JSON)"
          : "status " + status + ", and a page in the place of JSON";
    }
    return stop(text.isEmpty() ? code : code + ", " + text);
  }

  private static String text(JsonNode node) {
    var message = node.path("message").asString("").strip();
    return message.length() > LONGEST_TEXT ? message.substring(0, LONGEST_TEXT) + "…" : message;
  }

  /** Names with what is wrong with each, or names alone of those that are missing. */
  private static Map<String, String> wordPressFields(JsonNode params, String message) {
    var fields = new LinkedHashMap<String, String>();
    params.properties().forEach(one -> fields.put(one.getKey(), one.getValue().asString("")));
    if (params.isArray()) {
      params.valueStream().forEach(name -> fields.put(name.asString(""), message));
    }
    return fields;
  }

  private static Map<String, String> strapiFields(JsonNode error) {
    var fields = new LinkedHashMap<String, String>();
    error
        .path("details")
        .path("errors")
        .valueStream()
        .forEach(
            one ->
                fields.put(
                    one.path("path")
                        .valueStream()
                        .map(JsonNode::asString)
                        .collect(Collectors.joining("/")),
                    text(one)));
    fields.remove("");
    return fields;
  }

  private static String stop(String message) {
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
