package io.tributary.connectors.sap;

import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Secret;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokens of clients: fetched once for all messages of a process, kept while they are good. */
final class Tokens {
  private static final Map<Login.Client, Tokens> ALL = new ConcurrentHashMap<>();
  private static final Duration LIMIT = Duration.ofSeconds(25);
  private static final long MARGIN_SECONDS = 60;

  /** Where the endpoint does not say; a token that ends sooner is noticed by its 401. */
  private static final long USUAL_SECONDS = 3600;

  private final Login.Client client;
  private String token = "";
  private Instant until = Instant.MIN;

  private Tokens(Login.Client client) {
    this.client = client;
  }

  static Tokens of(Login.Client client) {
    if (ALL.size() > 100 && !ALL.containsKey(client)) {
      ALL.clear();
    }
    return ALL.computeIfAbsent(client, Tokens::new);
  }

  /** While one message fetches a token, the others wait for it instead of fetching theirs. */
  synchronized Secret current() {
    return insteadOf("");
  }

  /** Another one than that, which the service does not accept any more. */
  synchronized Secret insteadOf(String refused) {
    if (token.isEmpty() || token.equals(refused) || !Instant.now().isBefore(until)) {
      fetch();
    }
    return new Secret(token);
  }

  private void fetch() {
    var answer = Wire.send(request(), LIMIT, LIMIT);
    if (answer.status() != 200) {
      answer.drop();
      throw refusal(answer);
    }
    var told = Json.object(answer);
    if (!(told.get("access_token") instanceof String given) || !given.matches("[\\x21-\\x7e]+")) {
      throw Service.refused("tokenUri", "gives no bearer token. Correct the token address");
    }
    long seconds =
        told.get("expires_in") instanceof Object said && said.toString().matches("[0-9]{1,9}")
            ? Math.clamp(Long.parseLong(said.toString()), 1L, 86_400L)
            : USUAL_SECONDS;
    token = given;
    until = Instant.now().plusSeconds(Math.max(seconds - MARGIN_SECONDS, seconds / 2));
  }

  private HttpRequest.Builder request() {
    var form = new StringBuilder("grant_type=client_credentials");
    if (!client.scope().isEmpty()) {
      form.append("&scope=").append(word(client.scope()));
    }
    var request = HttpRequest.newBuilder(client.endpoint()).header("Accept", "application/json");
    var id = word(client.id());
    var secret = word(client.secret().reveal());
    if (client.inBody()) {
      form.append("&client_id=").append(id).append("&client_secret=").append(secret);
    } else {
      var pair = (id + ":" + secret).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair));
    }
    return request
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(BodyPublishers.ofString(form.toString()));
  }

  private RuntimeException refusal(Answer answer) {
    int status = answer.status();
    if (status == 408 || status == 429 || status >= 500) {
      var what = "%s: no token, it answers %d".formatted(answer.host(), status);
      return RetryAfter.of(answer)
          .map(wait -> new RetryLater(what, wait))
          .orElseGet(() -> new RetryLater(what));
    }
    return status == 404
        ? Service.refused("tokenUri", "is answered 404. Correct the token address")
        : Service.refused(
            "clientSecret",
            "the token address answers %d. Correct client id, secret and scope".formatted(status));
  }

  private static String word(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
