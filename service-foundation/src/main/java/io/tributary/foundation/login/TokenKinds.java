package io.tributary.foundation.login;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationManagerResolver;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/**
 * Sends each token to who can judge it: personal ones to whoever keeps them, all others to the
 * identity provider's keys.
 */
final class TokenKinds implements AuthenticationManager {
  private final AuthenticationManager provided;
  private final ObjectProvider<PersonalTokens> personal;

  private TokenKinds(AuthenticationManager provided, ObjectProvider<PersonalTokens> personal) {
    this.provided = provided;
    this.personal = personal;
  }

  /** The same for every request. */
  static AuthenticationManagerResolver<HttpServletRequest> judgedBy(
      TokenRules rules, JwtDecoder tokens, ObjectProvider<PersonalTokens> personal) {
    var provider = new JwtAuthenticationProvider(tokens);
    provider.setJwtAuthenticationConverter(LoggedIn.by(rules));
    var kinds = new TokenKinds(new ProviderManager(provider), personal);
    return _ -> kinds;
  }

  @Override
  public Authentication authenticate(Authentication sent) {
    return sent instanceof BearerTokenAuthenticationToken bearer
            && TokenText.isMeant(bearer.getToken())
        ? byPersonalToken(bearer.getToken())
        : provided.authenticate(sent);
  }

  private LoggedIn byPersonalToken(String sent) {
    return TokenText.read(sent)
        .flatMap(
            token -> Optional.ofNullable(personal.getIfAvailable()).flatMap(all -> all.find(token)))
        .map(LoggedIn::as)
        .orElseThrow(() -> new InvalidBearerTokenException("not a good personal access token"));
  }
}
