package io.tributary.connectors.sap;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What a service answered; its body must be read or closed. */
record Answer(URI address, int status, HttpHeaders headers, InputStream body)
    implements AutoCloseable {

  Optional<String> header(String name) {
    return headers.firstValue(name).filter(text -> !text.isBlank());
  }

  String host() {
    return address.getHost();
  }

  /** What time it is where the answer comes from: that clock stamps the entities. */
  Instant serverTime() {
    try {
      return header("date")
          .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant())
          .orElseGet(Instant::now);
    } catch (DateTimeException broken) {
      return Instant.now();
    }
  }

  /** A short rest is read, so that the connection can be used again. */
  void drop() {
    try (this) {
      body.readNBytes(64 * 1024);
    } catch (IOException ignored) {
      // Nobody wanted to know it.
    }
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
