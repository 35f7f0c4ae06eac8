package io.tributary.demo.quickbooks;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/** A refusal in the vendor's shape: a fault with one error. */
final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String type;
  private final String code;
  private final String title;
  private final String element;
  private final int retryAfterSeconds;

  private Problem(
      int status,
      String type,
      String code,
      String title,
      String detail,
      String element,
      int retryAfterSeconds) {
    super(detail);
    this.status = status;
    this.type = type;
    this.code = code;
    this.title = title;
    this.element = element;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Something about the request is wrong. */
  static Problem invalid(String code, String title, String detail, String element) {
    return new Problem(400, "ValidationFault", code, title, detail, element, 0);
  }

  static Problem required(String element) {
    return invalid(
        "2020",
        "Required param missing, need to supply the required value for the API",
        "Required parameter %s is missing in the request".formatted(element),
        element);
  }

  static Problem business(String detail, String element) {
    return invalid(
        "6000",
        "A business validation error has occurred while processing your request",
        "Business Validation Error: " + detail,
        element);
  }

  static Problem objectNotFound() {
    return invalid(
        "610",
        "Object Not Found",
        "Object Not Found : Something you're trying to use has been made inactive."
            + " Check the fields with accounts, customers, items, vendors or employees.",
        "");
  }

  static Problem stale() {
    return invalid(
        "5010",
        "Stale Object Error",
        "Stale Object Error : You and root were working on this at the same time."
            + " Root finished before you did, so your work was not saved.",
        "");
  }

  static Problem query(String detail) {
    return invalid("4000", "Error parsing query", "QueryParserError: " + detail, "");
  }

  static Problem property(String detail) {
    return invalid("4001", "Invalid query", "QueryValidationError: " + detail, "");
  }

  static Problem unsupported(String operation) {
    return invalid(
        "500", "Unsupported Operation", "Operation %s is not supported.".formatted(operation), "");
  }

  static Problem unauthenticated(String detail) {
    return new Problem(
        401,
        "AuthenticationFault",
        "3200",
        "message=AuthenticationFailed; errorCode=003200; statusCode=401",
        detail,
        "",
        0);
  }

  static Problem forbidden() {
    return new Problem(
        403,
        "AuthorizationFault",
        "3100",
        "message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403",
        "The token is not for this company",
        "",
        0);
  }

  static Problem throttled(int seconds) {
    return new Problem(
        429,
        "ThrottlingFault",
        "3001",
        "message=ThrottleExceeded; errorCode=003001; statusCode=429",
        "The request limit was reached. Please try later.",
        "",
        seconds);
  }

  /** A failure that was asked for. */
  static Problem asked(int status, String code) {
    var type =
        status == 401 ? "AuthenticationFault" : status < 500 ? "ValidationFault" : "SystemFault";
    return new Problem(status, type, code, "A fault was asked for", "A fault was asked for", "", 0);
  }

  static Problem notFound() {
    return new Problem(
        404, "ValidationFault", "4040", "Not Found", "There is no such address", "", 0);
  }

  Answer answer(Instant now) {
    var answer = Answer.json(status, body(now));
    return retryAfterSeconds == 0
        ? answer
        : answer.with("Retry-After", Integer.toString(retryAfterSeconds));
  }

  ObjectNode body(Instant now) {
    var body = Json.object();
    body.set("Fault", fault());
    return body.put("time", Times.withMillis(now));
  }

  /** Without the envelope, as in a batch. */
  ObjectNode fault() {
    var fault = Json.object();
    fault
        .putArray("Error")
        .addObject()
        .put("Message", title)
        .put("Detail", getMessage())
        .put("code", code)
        .put("element", element);
    return fault.put("type", type);
  }
}
