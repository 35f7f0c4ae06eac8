package io.tributary.demo.quickbooks;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Access tokens, and refresh tokens that are good once each. */
final class Tokens {
  static final long REFRESH_SECONDS = 8_726_400;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What was granted. */
  record Grant(String client, String user, String realm, String scope) {}

  private record Given(Grant grant, Instant until) {}

  private final InstantSource clock;
  private final long seconds;
  private final Map<String, Given> access = new ConcurrentHashMap<>();
  private final Map<String, Given> refresh = new ConcurrentHashMap<>();

  Tokens(InstantSource clock, long seconds) {
    this.clock = clock;
    this.seconds = seconds;
  }

  long seconds() {
    return seconds;
  }

  String access(Grant grant) {
    var token = "eyJlbmMi" + random(96);
    access.put(token, new Given(grant, clock.instant().plusSeconds(seconds)));
    return token;
  }

  String refresh(Grant grant) {
    var token = "AB1" + random(36);
    refresh.put(token, new Given(grant, clock.instant().plusSeconds(REFRESH_SECONDS)));
    return token;
  }

  /** Takes a refresh token, which is good no more then. */
  Optional<Grant> take(String token) {
    return good(refresh.remove(token));
  }

  Optional<Grant> holder(String token) {
    return good(access.get(token));
  }

  /** Ends what was granted with this token, of either kind. */
  boolean revoke(String token) {
    var given = access.containsKey(token) ? access.get(token) : refresh.get(token);
    if (given == null) {
      return false;
    }
    access.values().removeIf(other -> other.grant().equals(given.grant()));
    refresh.values().removeIf(other -> other.grant().equals(given.grant()));
    return true;
  }

  void expireAccess() {
    access.clear();
  }

  private Optional<Grant> good(Given given) {
    return Optional.ofNullable(given)
        .filter(found -> found.until().isAfter(clock.instant()))
        .map(Given::grant);
  }

  static String random(int bytes) {
    var random = new byte[bytes];
    RANDOM.nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
