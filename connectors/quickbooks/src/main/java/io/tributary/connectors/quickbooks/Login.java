package io.tributary.connectors.quickbooks;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.Secret;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A connection to one company. The platform renews the access token: each refresh token is good
 * once, so nobody else may.
 *
 * @param address of a host of one's own
 * @param oauth as the platform lends it
 * @param verifierToken that Intuit signs its webhooks with
 */
record Login(
    Optional<String> realmId,
    Optional<String> environment,
    Optional<String> address,
    Optional<String> minorVersion,
    Optional<Lent> oauth,
    Optional<Secret> verifierToken) {
  private static final String USUAL_VERSION = "75";
  private static final Pattern REALM = Pattern.compile("[0-9]{4,24}");
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,3}");

  /** An access token; the names of its parts are OAuth's. */
  record Lent(Secret access_token) {}

  Secret token() {
    return oauth
        .map(Lent::access_token)
        .orElseThrow(
            () ->
                new ConnectionRefused("connection#/oauth: is not authorized. Authorize it first"));
  }

  /** The company's address, with a slash at its end. */
  String company() {
    return "%s/v3/company/%s/".formatted(host(), realm());
  }

  String realm() {
    var realm = text(realmId);
    if (!REALM.matcher(realm).matches()) {
      throw new ConnectionRefused(
          ("connection#/realmId: \"%s\" is no company id. Copy the digits that QuickBooks shows"
                  + " under Settings, Account and settings, Billing")
              .formatted(realm));
    }
    return realm;
  }

  String version() {
    var version = text(minorVersion).isEmpty() ? USUAL_VERSION : text(minorVersion);
    if (!VERSION.matcher(version).matches()) {
      throw new ConnectionRefused(
          "connection#/minorVersion: \"%s\" is no version. Write a number, such as %s"
              .formatted(version, USUAL_VERSION));
    }
    return version;
  }

  boolean isOwn() {
    return text(environment).toLowerCase(Locale.ROOT).equals("own");
  }

  private String host() {
    return switch (text(environment).toLowerCase(Locale.ROOT)) {
      case "", "production" -> "https://quickbooks.api.intuit.com";
      case "sandbox" -> "https://sandbox-quickbooks.api.intuit.com";
      case "own" -> own();
      default ->
          throw new ConnectionRefused(
              "connection#/environment: \"%s\" is none. Write production, sandbox or own"
                  .formatted(text(environment)));
    };
  }

  private String own() {
    var text = text(address).replaceAll("/+$", "");
    try {
      var uri = URI.create(text);
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (uri.getHost() != null && isHttp && uri.getUserInfo() == null) {
        return text;
      }
    } catch (IllegalArgumentException broken) {
      // Told below.
    }
    throw new ConnectionRefused(
        "connection#/address: is no address. Write one like https://quickbooks.acme.example");
  }

  private static String text(Optional<String> field) {
    return field.map(String::strip).orElse("");
  }
}
