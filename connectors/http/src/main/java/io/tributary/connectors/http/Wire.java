package io.tributary.connectors.http;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLException;

/** Sends one request and gets the head of its answer; what fails on the way is sorted. */
final class Wire {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final String AGENT = "Tributary-HTTP/1.0";

  /**
   * HTTP/1.1: with version 2, up to 16 MiB of an answer would lie in memory before anybody reads
   * it, for each message in flight. Redirects are followed by {@link Calls}, which looks where to.
   */
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .proxy(HttpClient.Builder.NO_PROXY)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  Incoming send(Outgoing request, Deadline deadline, List<String> secrets)
      throws InterruptedException {
    var left = deadline.left();
    try {
      var answer = client.send(built(request, left), BodyHandlers.ofInputStream());
      return incoming(request, answer, deadline, secrets);
    } catch (IOException failure) {
      throw sorted(failure, deadline);
    }
  }

  private static Incoming incoming(
      Outgoing request, HttpResponse<InputStream> answer, Deadline deadline, List<String> secrets) {
    return new Incoming(
        request,
        answer.statusCode(),
        answer.headers(),
        new TimedBody(answer.body(), deadline),
        secrets);
  }

  private static HttpRequest built(Outgoing request, Duration left) {
    var builder =
        HttpRequest.newBuilder(request.address())
            .timeout(left)
            .method(request.method(), request.body().publisher());
    builder.setHeader("User-Agent", AGENT);
    builder.setHeader("Accept-Encoding", "gzip");
    if (!request.body().contentType().isEmpty()) {
      builder.setHeader("Content-Type", request.body().contentType());
    }
    request.headers().forEach(builder::setHeader);
    return builder.build();
  }

  private static RuntimeException sorted(IOException failure, Deadline deadline) {
    var host = deadline.host();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        // The large body that was being sent could not be read.
        case GiveUp given -> {
          return given;
        }
        case RetryLater later -> {
          return later;
        }
        case ConnectionRefused refused -> {
          return refused;
        }
        case UnknownHostException _ -> {
          return new RetryLater(host + ": its name is not found. Check the address", failure);
        }
        case SSLException broken -> {
          return new RetryLater(
              host + ": no secure connection (" + broken.getMessage() + ")", failure);
        }
        case ConnectException _, HttpConnectTimeoutException _ -> {
          return new RetryLater(
              host + ": cannot be reached. Check host and port, and that it is granted", failure);
        }
        case HttpTimeoutException _ -> {
          return deadline.late();
        }
        default -> {}
      }
    }
    return new RetryLater(host + ": the connection broke off: " + failure.getMessage(), failure);
  }
}
