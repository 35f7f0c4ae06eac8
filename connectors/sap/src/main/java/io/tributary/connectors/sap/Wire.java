package io.tributary.connectors.sap;

import io.tributary.sdk.RetryLater;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLException;

/** The one HTTP client of a worker; what fails on the way is sorted. */
final class Wire {
  /** HTTP/1.1: version 2 would take megabytes of an answer before anybody reads them. */
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .followRedirects(HttpClient.Redirect.NEVER)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  private static final ScheduledExecutorService CLOCK =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("deadlines").factory());

  private Wire() {}

  /** The client's own limit ends with the head of the answer, so its body gets another one. */
  static Answer send(HttpRequest.Builder request, Duration headLimit, Duration bodyLimit) {
    var built = request.timeout(headLimit).header("Accept-Encoding", "gzip").build();
    try {
      var answer = CLIENT.send(built, BodyHandlers.ofInputStream());
      InputStream body = new Timed(answer.body(), bodyLimit);
      boolean isZipped =
          answer.headers().firstValue("content-encoding").orElse("").equals("gzip")
              && answer.statusCode() != 204
              && answer.statusCode() != 304
              && answer.headers().firstValueAsLong("content-length").orElse(-1) != 0;
      return new Answer(
          answer.uri(),
          answer.statusCode(),
          answer.headers(),
          isZipped ? new GZIPInputStream(body) : body);
    } catch (IOException failure) {
      throw sorted(built.uri().getHost(), headLimit, failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new RetryLater("stopped while waiting for " + built.uri().getHost(), stopped);
    }
  }

  private static RetryLater sorted(String host, Duration limit, IOException failure) {
    var what =
        switch (failure) {
          case HttpConnectTimeoutException _ -> "cannot be reached. Check host and port";
          case HttpTimeoutException _ ->
              "did not answer within %d s. If it is slow, raise timeoutSeconds and the step's timeout"
                  .formatted(limit.toSeconds());
          case UnknownHostException _ -> "its name is not found. Check the address";
          case SSLException broken -> "no secure connection (" + broken.getMessage() + ")";
          case ConnectException _ ->
              "cannot be reached. Check host and port, and that it is granted";
          default -> "the connection broke off: " + failure.getMessage();
        };
    return new RetryLater(host + ": " + what, failure);
  }

  private static final class Timed extends FilterInputStream {
    private final Future<?> end;

    Timed(InputStream in, Duration limit) {
      super(in);
      this.end = CLOCK.schedule(this::cutOff, limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cutOff() {
      try {
        in.close();
      } catch (IOException over) {
        // It was at its end.
      }
    }

    @Override
    public void close() throws IOException {
      end.cancel(false);
      in.close();
    }
  }
}
