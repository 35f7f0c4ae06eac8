package io.tributary.connectors.http;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is done about a status.
 *
 * @param passedOn given out like any other answer
 * @param forbiddenIsLogin whether a 403 speaks of the credentials, not of the request
 */
record Statuses(Set<Integer> passedOn, boolean forbiddenIsLogin) {
  private static final Pattern ONE = Pattern.compile("[2-5][0-9]{2}");
  private static final Pattern CLASS = Pattern.compile("[2-5][xX]{2}");

  /** Too early, too often, too slow: another time it may go well. */
  private static final Set<Integer> LATER = Set.of(408, 425, 429);

  /** Of the server's faults those that last: what it does not know, it will not know tomorrow. */
  private static final Set<Integer> FOR_GOOD = Set.of(501, 505);

  Statuses {
    passedOn = Set.copyOf(passedOn);
  }

  /** Of a list such as {@code 404, 409, 5xx}. */
  static Statuses of(String place, String passedOn, boolean forbiddenIsLogin) {
    var all = new LinkedHashSet<Integer>();
    for (var word : passedOn.split("[,;\\s]+")) {
      if (ONE.matcher(word).matches()) {
        all.add(Integer.valueOf(word));
      } else if (CLASS.matcher(word).matches()) {
        int start = (word.charAt(0) - '0') * 100;
        for (int status = start; status < start + 100; status++) {
          all.add(status);
        }
      } else if (!word.isEmpty()) {
        throw new GiveUp(place + ": is no list of statuses. Write it like 404, 409, 5xx");
      }
    }
    return new Statuses(all, forbiddenIsLogin);
  }

  boolean takes(int status) {
    return status / 100 == 2 || passedOn.contains(status);
  }

  /**
   * Returns where the answer is to be given out.
   *
   * @throws RetryLater where another attempt may fare better, not before {@code Retry-After}
   * @throws ConnectionRefused where the credentials are to blame
   * @throws GiveUp else
   */
  void check(Incoming answer, Clock clock) {
    if (!takes(answer.status())) {
      throw failure(answer, clock);
    }
  }

  private RuntimeException failure(Incoming answer, Clock clock) {
    int status = answer.status();
    var what = described(answer);
    if (LATER.contains(status) || status >= 500 && !FOR_GOOD.contains(status)) {
      var after = RetryAfter.of(answer.header("retry-after"), clock);
      return after.map(wait -> new RetryLater(what, wait)).orElseGet(() -> new RetryLater(what));
    }
    if (status == 401 || status == 403 && forbiddenIsLogin) {
      return new ConnectionRefused(what + ". Correct the login of the connection");
    }
    return new GiveUp(what + ". " + advice(status));
  }

  private static String described(Incoming answer) {
    var excerpt = answer.excerpt();
    return "%s: %s answers %d%s"
        .formatted(
            answer.request().name(),
            Base.hostOf(answer.address()),
            answer.status(),
            excerpt.isEmpty() ? "" : " (" + excerpt + ")");
  }

  private static String advice(int status) {
    return switch (status) {
      case 403 -> "Let the login do this, or have the step take 403 for a refused login";
      case 404 -> "Correct the path, or pass 404 on";
      case 405 -> "Choose another method";
      case 409, 412 -> "Somebody else changed it: look, and send it again";
      case 410 -> "It is gone for good: remove the step, or the endpoint that it calls";
      case 413 -> "Send less at a time";
      case 501, 505 -> "The service cannot do this: change the request";
      default -> status < 400 ? "It is no answer: correct the path" : "Correct the request";
    };
  }

  /** Without statuses that are passed on. */
  static Statuses usual() {
    return new Statuses(Set.of(), false);
  }

  /** Between one second and two minutes. */
  static Duration limit(String place, int seconds) {
    if (seconds < 1 || seconds > 120) {
      throw new GiveUp(place + ": is " + seconds + ". Use 1 to 120 seconds");
    }
    return Duration.ofSeconds(seconds);
  }
}
