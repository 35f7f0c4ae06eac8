package io.tributary.foundation.login;

import java.util.Collection;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** A verified token with what it says of the caller. */
final class LoggedIn extends JwtAuthenticationToken {
  private static final long serialVersionUID = 1L;

  private final transient Caller caller;

  private LoggedIn(Jwt token, Collection<GrantedAuthority> roles, Caller caller) {
    super(token, roles, caller.subject());
    this.caller = caller;
  }

  /** Reads tokens by these rules. */
  static Converter<Jwt, LoggedIn> by(TokenRules rules) {
    return token -> {
      var roles = rules.claims().rolesOf(token);
      return new LoggedIn(
          token,
          roles.stream()
              .map(role -> (GrantedAuthority) new SimpleGrantedAuthority("ROLE_" + role))
              .toList(),
          Caller.of(token, roles.contains("service"), rules));
    };
  }

  Caller caller() {
    return caller;
  }
}
