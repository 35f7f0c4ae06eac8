package io.tributary.connectors.quickbooks;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Setup;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;

/** The API of one company, as the connection's user sees it. */
final class QuickBooks {
  private final Login login;

  private QuickBooks(Login login) {
    this.login = login;
  }

  static QuickBooks of(Setup setup) {
    return new QuickBooks(setup.connection(Login.class));
  }

  Login login() {
    return login;
  }

  /**
   * The answer, which is a good one; its body must be read or closed.
   *
   * @param place what a refusal's text begins with
   */
  HttpResponse<InputStream> send(Call call, String place) {
    try {
      return attempt(call);
    } catch (Refusal refusal) {
      throw refusal.sorted(place);
    }
  }

  /** As {@link #send}, for a body that is a tree. */
  JsonNode tree(Call call, String place) {
    try {
      return tree(call);
    } catch (Refusal refusal) {
      throw refusal.sorted(place);
    }
  }

  /**
   * For those who know what some refusals mean.
   *
   * @throws Refusal one that may mean something
   */
  JsonNode tree(Call call) {
    var answer = attempt(call);
    var body = Tree.read(answer.body());
    if (Refusal.isFault(body)) {
      throw Refusal.of(answer.statusCode(), answer.headers(), body);
    }
    return body;
  }

  /** An object as it is now. */
  JsonNode read(EntityKind kind, String id) {
    return tree(Call.get(kind.path() + "/" + Call.encoded(id))).path(kind.name());
  }

  /**
   * Sends a change; the same request id again has no further effect.
   *
   * @return the object as it is then
   */
  JsonNode change(EntityKind kind, Call call, String requestId) {
    return tree(call.with("requestid", requestId)).path(kind.name());
  }

  private HttpResponse<InputStream> attempt(Call call) {
    var request =
        HttpRequest.newBuilder(URI.create(login.company() + call.address(login.version())))
            .timeout(call.timeout())
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + login.token().reveal())
            .method(call.method(), call.body().get());
    if (!call.contentType().isEmpty()) {
      request.header("Content-Type", call.contentType());
    }
    var answer = Wire.send(request.build());
    if (answer.statusCode() >= 400) {
      throw Refusal.of(answer);
    }
    if (answer.statusCode() >= 300) {
      drop(answer);
      // Followed, it would take the token along.
      throw new GiveUp(
          "connection#/address: QuickBooks has moved to %s. Write that address"
              .formatted(answer.headers().firstValue("location").orElse("another address")));
    }
    return answer;
  }

  static void drop(HttpResponse<InputStream> answer) {
    try (var body = answer.body()) {
      body.readNBytes(64 * 1024);
    } catch (IOException ignored) {
      // Nobody wanted to know it.
    }
  }
}
