package io.tributary.connectors.cms;

import io.tributary.sdk.GiveUp;
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
      throw sorted(request, failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RetryLater("stopped while waiting for " + request.uri().getHost(), stopped);
    }
  }

  /** A body that cannot be read any more knows best what is to be done about it. */
  private static RuntimeException sorted(HttpRequest request, IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof GiveUp || cause instanceof RetryLater) {
        return (RuntimeException) cause;
      }
    }
    return new RetryLater(
        "%s cannot be reached: %s".formatted(request.uri().getHost(), failure), failure);
  }
}
