package io.tributary.runtime.notices;

import io.tributary.foundation.json.Json;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
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
 * and without following redirects: who names the address is a tenant.
 */
@Component
final class HttpCalls implements Calls, AutoCloseable {
  private static final Timeout LIMIT = Timeout.ofSeconds(10);

  private final CloseableHttpClient http;
  private final Clock clock;

  @Autowired
  HttpCalls(Clock clock) {
    this(clock, new PublicAddresses());
  }

  HttpCalls(Clock clock, DnsResolver addresses) {
    this.clock = clock;
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(addresses)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(LIMIT).setSocketTimeout(LIMIT).build())
            .build();
    this.http =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(LIMIT).build())
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
    int status = http.execute(request, response -> response.getCode());
    if (status / 100 != 2) {
      throw new IOException("it answered " + status);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
