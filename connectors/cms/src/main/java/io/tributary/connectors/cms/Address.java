package io.tributary.connectors.cms;

import io.tributary.sdk.GiveUp;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where a site is.
 *
 * @param base without a slash at its end
 * @param plain whether the author wrote that there are no pretty permalinks
 */
record Address(String base, boolean plain) {
  private static final String WORDPRESS = "wp-json|wp-admin|wp-login\\.php|index\\.php";
  private static final String STRAPI = "admin|api";
  private static final String EXAMPLE = "Write one like https://www.example.org/blog";

  static Address of(String text, boolean strapi) {
    var given = text.strip();
    boolean plain = given.contains("rest_route=");
    try {
      var uri = new URI(given);
      if (uri.getHost() == null || uri.getUserInfo() != null || !isWeb(uri.getScheme())) {
        throw wrong(given);
      }
      var path = uri.getRawPath() == null ? "" : uri.getRawPath();
      // What people copy from their browser.
      path = path.replaceFirst("/(" + (strapi ? STRAPI : WORDPRESS) + ")(/.*)?$", "");
      return new Address(
          uri.getScheme() + "://" + uri.getRawAuthority() + path.replaceFirst("/+$", ""), plain);
    } catch (URISyntaxException broken) {
      throw wrong(given);
    }
  }

  String host() {
    return URI.create(base).getRawAuthority();
  }

  private static boolean isWeb(String scheme) {
    return "https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme);
  }

  private static GiveUp wrong(String given) {
    return new GiveUp(
        "connection#/url: \"%s\" is no address of a site. %s".formatted(given, EXAMPLE));
  }
}
