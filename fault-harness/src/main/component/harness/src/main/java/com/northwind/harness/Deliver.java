package com.northwind.harness;

import io.tributary.sdk.Action;
import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.Context;
import io.tributary.sdk.Emitter;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Posts a message's uuid to the service and passes the message on. */
public final class Deliver implements Action<Map<String, Object>> {
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  /** The connection. */
  record Service(String url, Secret password) {}

  @Override
  public void run(Map<String, Object> message, Context context, Emitter out)
      throws InterruptedException {
    var service = context.connection(Service.class);
    int status = status(service, message, context);
    if (status == 401 || status == 403) {
      throw new ConnectionRefused("the service does not accept the password");
    }
    if (status != 200) {
      throw new RetryLater("the service answers " + status);
    }
    out.emit(message);
  }

  private int status(Service service, Map<String, Object> message, Context context)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(service.url() + "/effects"))
            .timeout(Duration.ofSeconds(20))
            .header("Idempotency-Key", context.idempotencyKey())
            .header("Authorization", "Bearer " + service.password().reveal())
            .POST(BodyPublishers.ofString("{\"uuid\":\"" + message.get("uuid") + "\"}"))
            .build();
    try {
      return http.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException away) {
      throw new RetryLater("the service does not answer", away);
    }
  }
}
