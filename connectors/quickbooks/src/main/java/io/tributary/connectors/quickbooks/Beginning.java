package io.tributary.connectors.quickbooks;

import io.tributary.sdk.GiveUp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Where a trigger's first poll begins, and how long it waits for objects to settle. */
final class Beginning {
  private static final int USUAL_LAG = 30;
  private static final int LEAST_LAG = 2;
  private static final int MOST_LAG = 3600;

  private Beginning() {}

  /** Nothing: now. The word beginning: all there is. Else a point in time. */
  static Instant of(QuickBooks quickbooks, Optional<String> since, Duration lag) {
    var text = since.map(String::strip).filter(given -> !given.isEmpty()).orElse("now");
    return switch (text) {
      case "now" -> now(quickbooks).minus(lag);
      case "beginning" -> Instant.EPOCH;
      default -> Instants.read("fields#/since", text);
    };
  }

  static Duration lag(Optional<Integer> seconds) {
    int lag = seconds.orElse(USUAL_LAG);
    if (lag < LEAST_LAG || lag > MOST_LAG) {
      throw new GiveUp(
          "fields#/lag: %d seconds; give %d to %d".formatted(lag, LEAST_LAG, MOST_LAG));
    }
    return Duration.ofSeconds(lag);
  }

  /** By the service's clock, which stamps the objects. */
  private static Instant now(QuickBooks quickbooks) {
    var call = Call.get("companyinfo/" + quickbooks.login().realm());
    var answer = quickbooks.send(call, "connection");
    QuickBooks.drop(answer);
    return ServerTime.of(answer).truncatedTo(ChronoUnit.SECONDS);
  }
}
