package io.tributary.cli.session;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an access token says of its bearer, for showing only: the server checks it, we do not.
 *
 * @param organizations by name
 */
record TokenClaims(String name, List<String> organizations) {

  /** Nameless where the token cannot be read. */
  static TokenClaims of(String token) {
    var parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return new TokenClaims("", List.of());
    }
    try {
      var claims =
          JsonMapper.shared()
              .readTree(
                  new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
      var name = claims.path("preferred_username").asString(claims.path("sub").asString(""));
      return new TokenClaims(name, organizations(claims.path("organization")));
    } catch (IllegalArgumentException | JacksonException unreadable) {
      return new TokenClaims("", List.of());
    }
  }

  /** From the server's answer to who the token's holder is. */
  static TokenClaims ofHolder(JsonNode whoami) {
    return new TokenClaims(
        whoami.path("name").asString(""), organizations(whoami.path("organizations")));
  }

  private static List<String> organizations(JsonNode claim) {
    var names = new TreeSet<String>();
    if (claim.isObject()) {
      names.addAll(claim.propertyNames());
    }
    if (claim.isArray()) {
      claim.forEach(name -> names.add(name.asString("")));
    }
    return List.copyOf(names);
  }
}
