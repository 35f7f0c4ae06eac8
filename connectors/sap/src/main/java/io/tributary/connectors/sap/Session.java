package io.tributary.connectors.sap;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The anti-forgery token of a connection. It is good only together with the cookies that came with
 * it, so the two are kept and replaced as one.
 */
final class Session {
  private static final Map<Service, Session> ALL = new ConcurrentHashMap<>();

  /**
   * A token, and its cookies as a header.
   *
   * @param token empty where the service gives none: then it wants none
   */
  record Pass(String token, String cookies) {
    Map<String, String> headers() {
      var headers = new LinkedHashMap<String, String>();
      if (!token.isEmpty()) {
        headers.put("X-CSRF-Token", token);
      }
      if (!cookies.isEmpty()) {
        headers.put("Cookie", cookies);
      }
      return headers;
    }
  }

  private Optional<Pass> pass = Optional.empty();

  private Session() {}

  static Session of(Service service) {
    if (ALL.size() > 100 && !ALL.containsKey(service)) {
      ALL.clear();
    }
    return ALL.computeIfAbsent(service, _ -> new Session());
  }

  /** The one that is there, or a new one. */
  synchronized Pass current(Supplier<Answer> fetching) {
    if (pass.isEmpty()) {
      pass = Optional.of(fetched(fetching.get()));
    }
    return pass.get();
  }

  /** Another one than that; where another message has renewed it already, the one it got. */
  synchronized Pass insteadOf(Pass refused, Supplier<Answer> fetching) {
    if (pass.filter(one -> !one.equals(refused)).isEmpty()) {
      pass = Optional.of(fetched(fetching.get()));
    }
    return pass.get();
  }

  /** Of the session that is there, if any. */
  synchronized Map<String, String> cookies() {
    return pass.map(Pass::cookies)
        .filter(text -> !text.isEmpty())
        .map(text -> Map.of("Cookie", text))
        .orElse(Map.of());
  }

  private static Pass fetched(Answer answer) {
    answer.drop();
    var token =
        answer.header("x-csrf-token").filter(text -> !text.equalsIgnoreCase("required")).orElse("");
    var cookies =
        answer.headers().allValues("set-cookie").stream()
            .map(cookie -> cookie.split(";", 2)[0].strip())
            .filter(cookie -> cookie.contains("=") && !cookie.endsWith("="))
            .collect(Collectors.joining("; "));
    return new Pass(token, cookies);
  }
}
