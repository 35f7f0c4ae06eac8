package io.tributary.connectors.salesforce;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Secret;
import io.tributary.sdk.Setup;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The API of one organization, as the connection's user sees it. */
final class Salesforce {
  private final Login login;

  private Salesforce(Login login) {
    this.login = login;
  }

  static Salesforce of(Setup setup) {
    return new Salesforce(setup.connection(Login.class));
  }

  Login login() {
    return login;
  }

  /** The path of a resource of the chosen version. */
  String path(String rest) {
    return "/services/data/" + login.version() + "/" + rest;
  }

  /**
   * The answer, which is a good one; its body must be read or closed.
   *
   * @param place what a refusal's text begins with
   */
  HttpResponse<InputStream> send(Call call, String place) {
    try {
      return attempt(call);
    } catch (ApiRefusal refusal) {
      throw refusal.sorted(place);
    }
  }

  /** As {@link #send}, for a body that is a tree. */
  JsonNode tree(Call call, String place) {
    return tree(send(call, place));
  }

  static JsonNode tree(HttpResponse<InputStream> answer) {
    try {
      return Tree.read(answer.body());
    } catch (IOException failure) {
      throw new RetryLater("Salesforce's answer broke off: " + failure.getMessage(), failure);
    }
  }

  /**
   * As {@link #send}, for those who know what some refusals mean.
   *
   * @throws ApiRefusal one that may mean something; others are sorted already
   */
  HttpResponse<InputStream> attempt(Call call) {
    var access = login.access(Optional.empty());
    var answer = Wire.send(request(call, access));
    if (answer.statusCode() == 401 && login.usesKey()) {
      drop(answer);
      answer = Wire.send(request(call, login.access(Optional.of(access.token()))));
    }
    if (answer.statusCode() < 400) {
      return checked(answer);
    }
    throw ApiRefusal.of(answer);
  }

  private HttpRequest request(Call call, Login.Access access) {
    var path = call.path().startsWith("/") ? call.path() : path(call.path());
    var request =
        HttpRequest.newBuilder(access.instance().resolve(path))
            .timeout(call.timeout())
            .method(call.method(), call.body().get());
    call.headers().forEach(request::header);
    return request.header("Authorization", bearer(access.token())).build();
  }

  private static String bearer(Secret token) {
    return "Bearer " + token.reveal();
  }

  /** A redirect would take the token along: the address is to be corrected instead. */
  private static HttpResponse<InputStream> checked(HttpResponse<InputStream> answer) {
    int status = answer.statusCode();
    if (status > 300 && status < 400 && status != 304) {
      drop(answer);
      throw new GiveUp(
          "connection#/domain: Salesforce has moved to %s. Write that address"
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
