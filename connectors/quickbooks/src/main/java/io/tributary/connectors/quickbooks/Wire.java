package io.tributary.connectors.quickbooks;

import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The one HTTP client of a worker. */
final class Wire {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private Wire() {}

  static HttpResponse<InputStream> send(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofInputStream());
    } catch (IOException failure) {
      throw new RetryLater(
          "%s cannot be reached: %s".formatted(request.uri().getHost(), failure), failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RetryLater("stopped while waiting for QuickBooks", stopped);
    }
  }
}
