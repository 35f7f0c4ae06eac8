package io.tributary.connectors.salesforce;

import io.tributary.connectors.salesforce.Login.Access;
import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.RetryLater;
import io.tributary.sdk.Secret;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Access tokens that were bought with a signed assertion, kept until one is refused. */
final class JwtSessions {
  private static final int MOST = 16;
  private static final Duration LIMIT = Duration.ofSeconds(20);

  // A worker has one connection; a renewed one takes the place of the oldest.
  private static final Map<Login, Access> KEPT =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Login, Access> eldest) {
          return size() > MOST;
        }
      };

  private JwtSessions() {}

  static Access access(Login login, Optional<Secret> refused) {
    synchronized (KEPT) {
      var kept = KEPT.get(login);
      if (kept != null && refused.filter(kept.token()::equals).isEmpty()) {
        return kept;
      }
      var bought = buy(login);
      KEPT.put(login, bought);
      return bought;
    }
  }

  private static Access buy(Login login) {
    var form =
        "grant_type="
            + encoded("urn:ietf:params:oauth:grant-type:jwt-bearer")
            + "&assertion="
            + encoded(Assertion.signed(login, Instant.now()));
    var endpoint = Login.address("domain", login.host()).resolve("/services/oauth2/token");
    var request =
        HttpRequest.newBuilder(endpoint)
            .timeout(LIMIT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(BodyPublishers.ofString(form))
            .build();
    var answer = Wire.send(request);
    try {
      var body = answer.statusCode() >= 500 ? null : Tree.read(answer.body());
      if (body == null || answer.statusCode() == 429) {
        throw new RetryLater("Salesforce's log-in is away: status " + answer.statusCode());
      }
      if (answer.statusCode() != 200) {
        throw refused(body.path("error").asString(""), body.path("error_description").asString(""));
      }
      return new Access(
          Login.address("instance_url", body.path("instance_url").asString(login.host())),
          new Secret(body.path("access_token").asString("")));
    } catch (IOException failure) {
      throw new RetryLater("Salesforce's log-in cannot be read: " + failure.getMessage(), failure);
    }
  }

  private static ConnectionRefused refused(String error, String description) {
    var advice =
        switch (error) {
          case "invalid_client_id", "invalid_client" ->
              "Correct the consumer key, and let the app use digital signatures";
          case "invalid_grant" -> aboutGrant(description);
          default -> "Check the app in Salesforce's setup";
        };
    return new ConnectionRefused(
        "Salesforce does not accept the key: %s, %s. %s".formatted(error, description, advice));
  }

  private static String aboutGrant(String description) {
    if (description.contains("audience")) {
      return "Set the audience to https://login.salesforce.com, or https://test.salesforce.com for"
          + " a sandbox";
    }
    return description.contains("approved")
        ? "Let the app be used by this user: pre-authorize the user's profile"
        : "Check user name and private key: the app needs the key's certificate";
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
