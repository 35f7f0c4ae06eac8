package io.tributary.connectors.sap;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A connection: the address of one service, and how one logs in there. */
record Service(
    String url,
    Optional<String> version,
    Optional<String> auth,
    Optional<String> username,
    Optional<Secret> password,
    Optional<String> tokenUri,
    Optional<String> clientId,
    Optional<Secret> clientSecret,
    Optional<String> clientAuth,
    Optional<String> scope,
    Optional<Secret> key,
    Optional<String> sapClient,
    Optional<String> sapLanguage,
    Optional<Integer> timeoutSeconds) {

  /** The service's root, without a slash at its end. */
  URI root() {
    return address("url", url.strip().replaceAll("/\\$metadata$", "").replaceAll("/+$", ""));
  }

  /** Empty where $metadata is to tell. */
  Optional<Protocol> protocol() {
    return switch (word(version, "detect")) {
      case "detect" -> Optional.empty();
      case "v2" -> Optional.of(Protocol.V2);
      case "v4" -> Optional.of(Protocol.V4);
      default -> throw refused("version", "is none of detect, v2 and v4. Choose one of them");
    };
  }

  Login login() {
    return switch (word(auth, "none")) {
      case "none" -> new Login.Open();
      case "basic" -> basic();
      case "key" -> new Login.Header("APIKey", new Secret(secret("key", key)), "key");
      case "client_credentials" ->
          new Login.Client(
              address("tokenUri", text("tokenUri", tokenUri)),
              text("clientId", clientId),
              new Secret(secret("clientSecret", clientSecret)),
              filled(scope).orElse(""),
              word(clientAuth, "basic").equals("post"));
      default -> throw refused("auth", "is no kind of login. Choose one of the list");
    };
  }

  /** How long the head of an answer may take. */
  Duration timeout() {
    int seconds = timeoutSeconds.orElse(25);
    if (seconds < 1 || seconds > 600) {
      throw refused("timeoutSeconds", "is " + seconds + ". Use 1 to 600");
    }
    return Duration.ofSeconds(seconds);
  }

  /** What every address gets. */
  Map<String, String> parameters() {
    var parameters = new LinkedHashMap<String, String>();
    filled(sapClient)
        .ifPresent(
            text -> {
              if (!text.matches("[0-9]{3}")) {
                throw refused("sapClient", "is no client. Write three digits, like 100");
              }
              parameters.put("sap-client", text);
            });
    filled(sapLanguage).ifPresent(text -> parameters.put("sap-language", text));
    return parameters;
  }

  static Optional<String> filled(Optional<String> text) {
    return text.map(String::strip).filter(some -> !some.isEmpty());
  }

  /** The refusal of what stands in one of the connection's fields. */
  static ConnectionRefused refused(String field, String why) {
    return new ConnectionRefused("connection#/" + field + ": " + why);
  }

  private Login basic() {
    var name = text("username", username);
    if (name.contains(":")) {
      throw refused("username", "has a colon, which basic login cannot say. Remove it");
    }
    var pair = name + ":" + secret("password", password);
    var encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return new Login.Header("Authorization", new Secret("Basic " + encoded), "password");
  }

  private static String word(Optional<String> chosen, String usual) {
    return filled(chosen).orElse(usual);
  }

  private static String text(String field, Optional<String> value) {
    return filled(value).orElseThrow(() -> refused(field, "is missing. Fill it in"));
  }

  private static String secret(String field, Optional<Secret> value) {
    var text = text(field, value.map(Secret::reveal));
    if (text.chars().anyMatch(letter -> letter < ' ')) {
      throw refused(field, "has a line break. Remove it");
    }
    return text;
  }

  private static URI address(String field, String text) {
    try {
      var uri = URI.create(text);
      boolean isHttp = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      boolean isBare = uri.getUserInfo() == null && uri.getFragment() == null;
      if (uri.getHost() != null && isHttp && isBare && uri.getQuery() == null) {
        return uri;
      }
    } catch (IllegalArgumentException broken) {
      // Told below.
    }
    throw refused(
        field, "is no address. Write one like https://sap.example/sap/opu/odata/sap/API_BUSINESS");
  }
}
