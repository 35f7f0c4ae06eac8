package io.tributary.demo.salesforce;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens, and who holds them. */
final class Sessions {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** One log-in. */
  record Session(String token, String userId, Instant until) {}

  private final Org org;
  private final long seconds;
  private final Map<String, Session> byToken = new ConcurrentHashMap<>();

  Sessions(Org org, long seconds) {
    this.org = org;
    this.seconds = seconds;
  }

  Session open(String userId) {
    // A token begins with the organization's id of 15 characters, as the service's do.
    var token = org.id().substring(0, 15) + "!" + random(48);
    var session = new Session(token, userId, org.now().plusSeconds(seconds));
    byToken.put(token, session);
    return session;
  }

  /**
   * Who asks.
   *
   * @throws Problem 401
   */
  Session of(Request request) {
    return find(request)
        .orElseThrow(() -> new Problem(401, "INVALID_SESSION_ID", "Session expired or invalid"));
  }

  Optional<Session> find(Request request) {
    var header = request.header("authorization").orElse("");
    int space = header.indexOf(' ');
    var scheme = space < 0 ? "" : header.substring(0, space);
    if (!scheme.equalsIgnoreCase("Bearer") && !scheme.equalsIgnoreCase("OAuth")) {
      return Optional.empty();
    }
    return byToken(header.substring(space + 1).strip());
  }

  Optional<Session> byToken(String token) {
    return Optional.ofNullable(byToken.get(token))
        .filter(session -> session.until().isAfter(org.now()));
  }

  void close(String token) {
    byToken.remove(token);
  }

  void expireAll() {
    byToken.clear();
  }

  static String random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
