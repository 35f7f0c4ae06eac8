package com.northwind.cms;

import io.tributary.sdk.ConnectionCheck;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Setup;
import java.net.http.HttpClient;
import java.time.Duration;

/** Asks the site who one is. */
public final class CheckSite implements ConnectionCheck {
  @Override
  public Outcome check(Setup setup) throws InterruptedException {
    try (var client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build()) {
      return new Outcome.Works("" + setup.connection(Site.class).me(client).get("name"));
    } catch (RetryLater away) {
      return new Outcome.Refused("url", away.getMessage() + ". Check the address");
    }
  }
}
