package io.tributary.runtime.notices;

import io.tributary.foundation.json.Json;
import io.tributary.runtime.outgoing.GuardedHttp;
import io.tributary.runtime.outgoing.PublicAddresses;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
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

  private final GuardedHttp http;
  private final Clock clock;

  @Autowired
  HttpCalls(Clock clock) {
    this(clock, new PublicAddresses(), LIMIT);
  }

  HttpCalls(Clock clock, DnsResolver addresses, Duration limit) {
    this.clock = clock;
    this.http = new GuardedHttp(addresses, limit);
  }

  @Override
  public void post(URI to, String id, NoticeBody notice) throws IOException {
    var request = new HttpPost(to);
    request.setHeader("webhook-id", id);
    request.setHeader("webhook-timestamp", Long.toString(clock.instant().getEpochSecond()));
    request.setEntity(new StringEntity(Json.write(notice), ContentType.APPLICATION_JSON));
    int status = http.status(request);
    if (status / 100 != 2) {
      throw new IOException("it answered " + status);
    }
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
