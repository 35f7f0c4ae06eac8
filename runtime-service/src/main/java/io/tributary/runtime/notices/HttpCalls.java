package io.tributary.runtime.notices;

import io.tributary.foundation.json.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * By HTTP, with the headers of <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 * that need no secret: {@code webhook-id} and {@code webhook-timestamp}. Only to public addresses,
 * and without following redirects: who names the address is a tenant. Of the answer only its status
 * is read, and all of a call together has ten seconds: one that drips or never ends holds nobody
 * up.
 */
@Component
final class HttpCalls implements Calls, AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final CloseableHttpClient http;
  private final Clock clock;
  private final Duration limit;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("deadlines of notices").factory());

  @Autowired
  HttpCalls(Clock clock) {
    this(clock, new PublicAddresses(), LIMIT);
  }

  HttpCalls(Clock clock, DnsResolver addresses, Duration limit) {
    this.clock = clock;
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
            .build();
  }

  @Override
  public void post(URI to, String id, NoticeBody notice) throws IOException {
    var request = new HttpPost(to);
    request.setHeader("webhook-id", id);
    request.setHeader("webhook-timestamp", Long.toString(clock.instant().getEpochSecond()));
    request.setEntity(new StringEntity(Json.write(notice), ContentType.APPLICATION_JSON));
    int status = status(request);
    if (status / 100 != 2) {
      throw new IOException("it answered " + status);
    }
  }

  private int status(HttpPost request) throws IOException {
    var deadline = deadlines.schedule(request::cancel, limit.toMillis(), TimeUnit.MILLISECONDS);
    try {
      int status = http.executeOpen(null, request, null).getCode();
      // Gives the connection up: closing the answer would read it to its end first.
      request.cancel();
      return status;
    } catch (IOException failure) {
      throw request.isCancelled()
          ? new IOException("no answer within " + limit.toMillis() + " ms", failure)
          : failure;
    } finally {
      deadline.cancel(false);
    }
  }

  @Override
  public void close() throws IOException {
    deadlines.shutdownNow();
    http.close();
  }
}
