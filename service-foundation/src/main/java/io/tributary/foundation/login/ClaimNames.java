package io.tributary.foundation.login;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;

/**
 * Where a token says what; providers differ.
 *
 * @param client id of the client that it was given to: {@code azp} at Keycloak, {@code client_id}
 *     in RFC 9068
 * @param organization names of those that the caller belongs to: a list, one text, or an object
 *     with the names as keys
 * @param name for people to read
 * @param roles a list; a dot leads into an object
 */
record ClaimNames(String client, String organization, String name, String roles) {
  /** Empty where the token does not say. */
  String clientOf(Jwt token) {
    return Objects.requireNonNullElse(token.getClaimAsString(client), "");
  }

  String nameOf(Jwt token) {
    var given = token.getClaimAsString(name);
    return given == null ? Objects.requireNonNullElse(token.getSubject(), "") : given;
  }

  /** Only where the provider says that it is the person's (OpenID Connect Core, 5.1). */
  Optional<String> emailOf(Jwt token) {
    return Boolean.TRUE.equals(token.getClaims().get("email_verified"))
        ? Optional.ofNullable(token.getClaimAsString("email"))
        : Optional.empty();
  }

  List<String> rolesOf(Jwt token) {
    @Nullable Object found = token.getClaims();
    for (var part : roles.split("\\.", -1)) {
      found = found instanceof Map<?, ?> object ? object.get(part) : null;
    }
    return found instanceof Collection<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of();
  }
}
