package io.tributary.connectors.cms;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;

/** A good answer. */
record Answer(int status, HttpHeaders headers, JsonNode tree) {
  /** What time it is where it comes from: that clock stamps the entries. */
  Instant time() {
    try {
      return headers
          .firstValue("date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .orElseGet(Instant::now);
    } catch (DateTimeException broken) {
      return Instant.now();
    }
  }
}
