package io.tributary.foundation.login;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;

/**
 * Finds the access token: as Bearer everywhere (RFC 6750), and at Git's addresses also as the
 * password of Basic, because that is what a stock {@code git} sends.
 */
final class GitCredentials implements BearerTokenResolver {
  static final String GIT = "/git/";
  private final BearerTokenResolver bearer = new DefaultBearerTokenResolver();

  @Override
  public @Nullable String resolve(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    if (header != null
        && request.getRequestURI().startsWith(GIT)
        && header.toLowerCase(Locale.ROOT).startsWith("basic ")) {
      return password(header.substring(6).strip());
    }
    return bearer.resolve(request);
  }

  private static @Nullable String password(String encoded) {
    try {
      var pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      var password = colon < 0 ? "" : pair.substring(colon + 1);
      return password.isEmpty() ? null : password;
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }
}
