package io.tributary.connectors.salesforce;

import io.tributary.sdk.ConnectionRefused;
import io.tributary.sdk.Secret;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A connection: by the web, where the platform lends an access token, or by a key of one's own.
 *
 * @param domain where one logs in, such as https://login.salesforce.com
 * @param oauth as the platform lends it
 */
record Login(
    Optional<String> domain,
    Optional<String> apiVersion,
    Optional<Lent> oauth,
    Optional<String> clientId,
    Optional<String> username,
    Optional<Secret> privateKey,
    Optional<String> audience) {
  private static final String USUAL_DOMAIN = "https://login.salesforce.com";
  private static final String USUAL_VERSION = "65.0";
  private static final Pattern VERSION = Pattern.compile("v?([0-9]{2,3})(\\.0)?");

  /** An access token; the names of its parts are OAuth's. */
  record Lent(Secret access_token, Optional<String> instance_url) {}

  /** A way in that is good now. */
  record Access(URI instance, Secret token) {}

  /**
   * The way in.
   *
   * @param refused the token that was just refused, if one was
   */
  Access access(Optional<Secret> refused) {
    if (usesKey()) {
      return JwtSessions.access(this, refused);
    }
    var lent =
        oauth.orElseThrow(
            () ->
                new ConnectionRefused(
                    "connection: is neither authorized nor has a key. Authorize it, or fill in"
                        + " consumer key, user name and private key"));
    return new Access(
        address("instance_url", lent.instance_url().orElseGet(this::host)), lent.access_token());
  }

  /** Whether a refused token can be renewed here: a lent one is the platform's to renew. */
  boolean usesKey() {
    return privateKey.filter(key -> !key.reveal().isBlank()).isPresent();
  }

  String host() {
    return domain
        .filter(text -> !text.isBlank())
        .map(text -> text.strip().replaceAll("/+$", ""))
        .orElse(USUAL_DOMAIN);
  }

  /** Such as v65.0. */
  String version() {
    var text = apiVersion.filter(given -> !given.isBlank()).orElse(USUAL_VERSION).strip();
    var matcher = VERSION.matcher(text);
    if (!matcher.matches()) {
      throw new ConnectionRefused(
          "connection#/apiVersion: \"" + text + "\" is no version. Write one like 65.0");
    }
    return "v" + matcher.group(1) + ".0";
  }

  static URI address(String field, String text) {
    try {
      var uri = URI.create(text);
      boolean plain = "http".equals(uri.getScheme());
      if (uri.getHost() != null && ("https".equals(uri.getScheme()) || plain)) {
        return uri;
      }
    } catch (IllegalArgumentException broken) {
      // Told below.
    }
    throw new ConnectionRefused(
        "connection#/%s: is no address. Write one like https://acme.my.salesforce.com"
            .formatted(field));
  }
}
