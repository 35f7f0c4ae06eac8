package io.tributary.connectors.http;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.RetryLater;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The token of a connection's client: fetched once for all messages, kept while it is good. */
final class Tokens {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LARGEST = 64 * 1024;
  private static final Duration MARGIN = Duration.ofMinutes(1);

  /** Where the service does not say; a token that ends sooner is noticed by its 401. */
  private static final long USUAL_SECONDS = 3600;

  private final Wire wire;
  private final Clock clock;

  /** While one message fetches a token, the others wait for it instead of fetching theirs. */
  private final ReentrantLock fetching = new ReentrantLock();

  private Optional<Kept> kept = Optional.empty();

  private record Kept(Login.ClientCredentials client, String token, Instant until) {}

  Tokens(Wire wire, Clock clock) {
    this.wire = wire;
    this.clock = clock;
  }

  String of(Login.ClientCredentials client, Deadline deadline) throws InterruptedException {
    return insteadOf("", client, deadline);
  }

  /** Another one than that, which the service does not accept any more. */
  String insteadOf(String refused, Login.ClientCredentials client, Deadline deadline)
      throws InterruptedException {
    fetching.lockInterruptibly();
    try {
      var good =
          kept.filter(one -> one.client.equals(client))
              .filter(one -> !one.token.equals(refused))
              .filter(one -> clock.instant().isBefore(one.until));
      if (good.isEmpty()) {
        kept = Optional.of(fetched(client, deadline));
      }
      return kept.orElseThrow().token;
    } finally {
      fetching.unlock();
    }
  }

  private Kept fetched(Login.ClientCredentials client, Deadline deadline)
      throws InterruptedException {
    var secret = client.secret().reveal();
    var secrets = List.of(secret, formWord(secret));
    var end = new Deadline(client.endpoint().host(), deadline.end(), deadline.limit());
    try (var answer = wire.send(request(client, end.left()), end, secrets)) {
      if (answer.status() != 200) {
        throw refusal(answer);
      }
      return kept(client, tree(answer));
    }
  }

  private static Outgoing request(Login.ClientCredentials client, Duration left) {
    var form = new LinkedHashMap<String, String>();
    form.put("grant_type", "client_credentials");
    if (!client.scope().isEmpty()) {
      form.put("scope", client.scope());
    }
    var headers = new LinkedHashMap<String, String>();
    headers.put("Accept", "application/json");
    switch (client.clientAuth()) {
      case BASIC -> headers.put("Authorization", basic(client));
      case POST -> {
        form.put("client_id", client.id());
        form.put("client_secret", client.secret().reveal());
      }
    }
    return new Outgoing(
        "POST",
        client.endpoint().uri(),
        headers,
        Body.of("application/x-www-form-urlencoded", encoded(form)),
        left,
        Statuses.usual());
  }

  /** Each of the two is encoded as in a form first (RFC 6749, section 2.3.1). */
  private static String basic(Login.ClientCredentials client) {
    var pair = formWord(client.id()) + ":" + formWord(client.secret().reveal());
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(field -> field.getKey() + "=" + formWord(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String formWord(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private RuntimeException refusal(Incoming answer) {
    var what =
        "%s: no token, it answers %d (%s)"
            .formatted(Base.hostOf(answer.address()), answer.status(), answer.excerpt());
    if (answer.status() == 408 || answer.status() == 429 || answer.status() >= 500) {
      var after = RetryAfter.of(answer.header("retry-after"), clock);
      return after.map(wait -> new RetryLater(what, wait)).orElseGet(() -> new RetryLater(what));
    }
    return new ConnectionRefused(
        what + ". Correct token address, client and scope of the connection");
  }

  private static JsonNode tree(Incoming answer) {
    try (var body = answer.body()) {
      return JSON.readTree(body.readNBytes(LARGEST));
    } catch (IOException | JacksonException broken) {
      throw new RetryLater(
          Base.hostOf(answer.address()) + ": what should be a token is no JSON", broken);
    }
  }

  private Kept kept(Login.ClientCredentials client, JsonNode answer) {
    var token = answer.path("access_token").asString("");
    var type = answer.path("token_type").asString("bearer");
    if (token.isEmpty() || !type.equalsIgnoreCase("bearer")) {
      throw new ConnectionRefused(
          client.endpoint().host()
              + ": gives no bearer token. Check that the token address is the right one");
    }
    Headers.value("the token of " + client.endpoint().host(), token);
    long seconds = Math.clamp(answer.path("expires_in").asLong(USUAL_SECONDS), 0L, 86_400L);
    // A minute of margin; of a token that lives for less than two, half its life.
    long good = Math.max(seconds - MARGIN.toSeconds(), seconds / 2);
    return new Kept(client, token, clock.instant().plusSeconds(good));
  }
}
