package io.tributary.connectors.http;

import io.tributary.sdk.GiveUp;
import io.tributary.sdk.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A connection: the address of a service, and how one logs in there. */
record Service(
    String url,
    Optional<String> auth,
    Optional<String> username,
    Optional<Secret> password,
    Optional<Secret> token,
    Optional<String> keyName,
    Optional<Secret> key,
    Optional<String> tokenUri,
    Optional<String> clientId,
    Optional<Secret> clientSecret,
    Optional<String> clientAuth,
    Optional<String> scope,
    Optional<String> headers,
    Optional<String> checkMethod,
    Optional<String> checkPath,
    Optional<Secret> signingSecret) {

  /** How one logs in. */
  enum Kind {
    NONE,
    BASIC,
    BEARER,
    KEY_IN_HEADER,
    KEY_IN_QUERY,
    CLIENT_CREDENTIALS
  }

  /** Where the token endpoint wants the client's secret. */
  enum ClientAuth {
    BASIC,
    POST
  }

  Base base() {
    return Base.of("connection#/url", url);
  }

  /**
   * How one logs in, complete.
   *
   * @throws GiveUp naming the field that is missing
   */
  Login login() {
    return switch (Chosen.of("connection#/auth", auth, Kind.class, Kind.NONE)) {
      case NONE -> new Login.Open();
      case BASIC -> basic();
      case BEARER ->
          new Login.Header(
              "Authorization",
              "Bearer " + Headers.value("connection#/token", secret("token", token)),
              "token");
      case KEY_IN_HEADER ->
          new Login.Header(
              Headers.name("connection#/keyName", text("keyName", keyName)),
              Headers.value("connection#/key", secret("key", key)),
              "key");
      case KEY_IN_QUERY -> new Login.Query(text("keyName", keyName), secret("key", key));
      case CLIENT_CREDENTIALS ->
          new Login.ClientCredentials(
              Base.of("connection#/tokenUri", text("tokenUri", tokenUri)),
              text("clientId", clientId),
              new Secret(secret("clientSecret", clientSecret)),
              filled(scope).orElse(""),
              Chosen.of("connection#/clientAuth", clientAuth, ClientAuth.class, ClientAuth.BASIC));
    };
  }

  /** Headers of every request: a line each, {@code Name: value}. */
  Map<String, String> defaultHeaders() {
    return Headers.lines("connection#/headers", headers.orElse(""));
  }

  /** What must not be seen in any text. */
  List<String> secrets() {
    var all = new ArrayList<String>();
    Stream.of(password, token, key, clientSecret, signingSecret)
        .flatMap(Optional::stream)
        .map(Secret::reveal)
        .forEach(all::add);
    if (login() instanceof Login.Header(_, var value, _)) {
      all.add(value.substring(value.indexOf(' ') + 1));
    }
    // As a service shows it that says the whole address again.
    key.map(Secret::reveal).map(Encoded::word).ifPresent(all::add);
    return all;
  }

  /** The connection's secret for signatures; empty where it has none. */
  Optional<String> signing() {
    return signingSecret.map(Secret::reveal).map(String::strip).filter(text -> !text.isEmpty());
  }

  static Optional<String> filled(Optional<String> text) {
    return text.map(String::strip).filter(some -> !some.isEmpty());
  }

  private Login basic() {
    var name = text("username", username);
    if (name.contains(":")) {
      throw new GiveUp(
          "connection#/username: has a colon, which basic login cannot say. Remove it");
    }
    var pair = name + ":" + password.map(Secret::reveal).orElse("");
    var encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    return new Login.Header("Authorization", "Basic " + encoded, "password");
  }

  private static String text(String field, Optional<String> value) {
    return filled(value).orElseThrow(() -> missing(field));
  }

  private static String secret(String field, Optional<Secret> value) {
    return text(field, value.map(Secret::reveal));
  }

  private static GiveUp missing(String field) {
    return new GiveUp(
        "connection#/%s: is missing. Fill it in, or choose another kind of login".formatted(field));
  }
}
