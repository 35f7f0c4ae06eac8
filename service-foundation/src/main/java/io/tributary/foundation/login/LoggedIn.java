package io.tributary.foundation.login;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** A caller whose token was good; the token itself goes no further. */
final class LoggedIn extends AbstractAuthenticationToken {
  private static final long serialVersionUID = 1L;

  private final transient Caller caller;
  private final Instant until;

  private LoggedIn(Caller caller, Instant until, Collection<? extends GrantedAuthority> roles) {
    super(roles);
    this.caller = caller;
    this.until = until;
    setAuthenticated(true);
  }

  /** By a personal access token: never more than a member. */
  static LoggedIn as(PersonalTokens.Holder holder) {
    return new LoggedIn(Caller.of(holder), holder.until(), List.of());
  }

  /** Reads tokens by these rules. */
  static Converter<Jwt, LoggedIn> by(TokenRules rules) {
    return token -> {
      var roles = rules.claims().rolesOf(token);
      return new LoggedIn(
          Caller.of(token, roles.contains("service"), rules),
          Objects.requireNonNull(token.getExpiresAt(), "tokens without an end are refused before"),
          roles.stream().map(role -> new SimpleGrantedAuthority("ROLE_" + role)).toList());
    };
  }

  Caller caller() {
    return caller;
  }

  Instant until() {
    return until;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  @Override
  public Object getPrincipal() {
    return caller.subject();
  }
}
