package io.tributary.connectors.quickbooks;

import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** What time it is where an answer comes from. */
final class ServerTime {
  private ServerTime() {}

  static Instant of(HttpResponse<?> answer) {
    try {
      return answer
          .headers()
          .firstValue("date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .orElseGet(Instant::now);
    } catch (DateTimeException broken) {
      return Instant.now();
    }
  }
}
