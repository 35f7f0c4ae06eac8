package io.tributary.connectors.salesforce;

import io.tributary.sdk.GiveUp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Where a trigger's first poll begins, and how long it waits for records to settle. */
final class Beginning {
  private static final int USUAL_LAG = 60;
  private static final int LEAST_LAG = 5;
  private static final int MOST_LAG = 3600;

  private Beginning() {}

  /** Nothing: now. The word beginning: all there is. Else a point in time. */
  static Mark mark(Salesforce salesforce, Optional<String> since, Duration lag) {
    var text = since.map(String::strip).filter(given -> !given.isEmpty()).orElse("now");
    return Mark.from(
        switch (text) {
          case "now" -> now(salesforce).minus(lag);
          case "beginning" -> Instant.EPOCH;
          default -> Instants.read("fields#/since", text);
        });
  }

  static Duration lag(Optional<Integer> seconds) {
    int lag = seconds.orElse(USUAL_LAG);
    if (lag < LEAST_LAG || lag > MOST_LAG) {
      throw new GiveUp(
          "fields#/lag: %d seconds; give %d to %d".formatted(lag, LEAST_LAG, MOST_LAG));
    }
    return Duration.ofSeconds(lag);
  }

  private static Instant now(Salesforce salesforce) {
    var answer = salesforce.send(Call.get("limits"), "connection");
    Salesforce.drop(answer);
    return ServerTime.of(answer).truncatedTo(ChronoUnit.SECONDS);
  }
}
