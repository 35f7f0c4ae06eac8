package io.tributary.runtime.outgoing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts without following redirects, cookies or retries. All of a request together has its limit of
 * time: an answer that drips or never ends holds nobody up.
 */
public final class GuardedHttp implements AutoCloseable {
  private final CloseableHttpClient http;
  private final Duration limit;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("deadlines of requests").factory());

  /**
   * A client.
   *
   * @param addresses says what names mean, and which may be reached
   */
  public GuardedHttp(DnsResolver addresses, Duration limit) {
    this.limit = limit;
    var timeout = Timeout.of(limit);
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(addresses)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout)
                    .setSocketTimeout(timeout)
                    .build())
            .build();
    this.http =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(timeout).build())
            .setUserAgent("Tributary")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .build();
  }

  /** An answer, read. */
  public record Answer(int status, String body) {
    /** Without the body: it may hold tokens. */
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /** The answer's status; of its body nothing is read. */
  public int status(HttpPost request) throws IOException {
    var deadline = deadline(request);
    try {
      int status = http.executeOpen(null, request, null).getCode();
      // Gives the connection up: closing the answer would read it to its end first.
      request.cancel();
      return status;
    } catch (IOException failure) {
      throw said(request, failure);
    } finally {
      deadline.cancel(false);
    }
  }

  /**
   * The answer whole.
   *
   * @throws IOException also where it is longer than that many bytes
   */
  public Answer answer(HttpPost request, int most) throws IOException {
    var deadline = deadline(request);
    try (var response = http.executeOpen(null, request, null)) {
      var entity = response.getEntity();
      byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(most + 1);
      if (body.length > most) {
        request.cancel();
        throw new IOException("its answer is longer than %,d bytes".formatted(most));
      }
      return new Answer(response.getCode(), new String(body, StandardCharsets.UTF_8));
    } catch (IOException failure) {
      throw said(request, failure);
    } finally {
      deadline.cancel(false);
    }
  }

  private ScheduledFuture<?> deadline(HttpPost request) {
    return deadlines.schedule(request::cancel, limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  private IOException said(HttpPost request, IOException failure) {
    boolean tooLong = String.valueOf(failure.getMessage()).startsWith("its answer is longer");
    return request.isCancelled() && !tooLong
        ? new IOException("no answer within " + limit.toMillis() + " ms", failure)
        : failure;
  }

  @Override
  public void close() throws IOException {
    deadlines.shutdownNow();
    http.close();
  }
}
