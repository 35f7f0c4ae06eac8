package io.tributary.foundation.login;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.tributary.foundation.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * Verifies access tokens by the provider's public keys (RFC 7519, RFC 9068). Keys are kept for
 * {@value #KEPT_MINUTES} minutes; a token with an unknown one has them read again, twice in {@value
 * #BETWEEN_SECONDS} seconds at most, so that keys can rotate and made-up ones cost nothing. While
 * the provider is away those last read are good for {@value #OUTAGE_HOURS} hours.
 */
final class AccessTokens implements JwtDecoder {
  private static final int KEPT_MINUTES = 5;
  private static final int BETWEEN_SECONDS = 10;
  private static final int OUTAGE_HOURS = 4;

  // RFC 9068 leaves the leeway open; promise P16 allows a minute.
  private static final Duration LEEWAY = Duration.ofSeconds(60);

  private static final int CONNECT_MILLIS = 2_000;
  private static final int READ_MILLIS = 3_000;
  private static final int LARGEST = 256 * 1024;

  /** RFC 9068, section 2.1. */
  private static final Set<String> TYPES = Set.of("at+jwt", "application/at+jwt");

  private final TokenRules rules;
  private volatile @Nullable JwtDecoder decoder;

  /** Asks the provider at the first token, so that services and provider can start side by side. */
  AccessTokens(TokenRules rules) {
    this.rules = rules;
  }

  /**
   * Reads a token.
   *
   * @throws BadJwtException where it is not good
   * @throws JwtException where that cannot be told, because the provider is away
   */
  @Override
  public Jwt decode(String token) {
    try {
      return decoder().decode(token);
    } catch (UncheckedIOException away) {
      throw new JwtException(String.valueOf(away.getMessage()), away);
    } catch (BadJwtException bad) {
      throw bad;
    } catch (JwtException failed) {
      // The keys were read a moment ago, and this one was not among them.
      throw isUnknownKey(failed) ? new BadJwtException("unknown key", failed) : failed;
    }
  }

  private static boolean isUnknownKey(Throwable failed) {
    return failed instanceof RateLimitReachedException
        || (failed.getCause() != null && isUnknownKey(failed.getCause()));
  }

  private JwtDecoder decoder() {
    var known = decoder;
    if (known == null) {
      known = decoder(rules);
      decoder = known;
    }
    return known;
  }

  private static JwtDecoder decoder(TokenRules rules) {
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT,
            new JOSEObjectType("at+jwt"),
            new JOSEObjectType("application/at+jwt"),
            null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(rules.algorithms(), keys(rules)));
    // Claims are judged below, all of them.
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    var decoder = new NimbusJwtDecoder(processor);
    decoder.setJwtValidator(validator(rules));
    return decoder;
  }

  private static JWKSource<SecurityContext> keys(TokenRules rules) {
    var retriever = new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, LARGEST);
    try {
      var given = rules.keys();
      var address = given == null ? discovered(rules.issuer(), retriever) : given;
      return JWKSourceBuilder.create(URI.create(address).toURL(), retriever)
          .cache(Duration.ofMinutes(KEPT_MINUTES).toMillis(), READ_MILLIS * 2L)
          .rateLimited(Duration.ofSeconds(BETWEEN_SECONDS).toMillis())
          .outageTolerant(Duration.ofHours(OUTAGE_HOURS).toMillis())
          .build();
    } catch (IOException away) {
      throw new UncheckedIOException(away);
    }
  }

  /** OpenID Connect Discovery 1.0, section 4. */
  private static String discovered(String issuer, DefaultResourceRetriever retriever)
      throws IOException {
    var document =
        Json.tree(
            retriever
                .retrieveResource(URI.create(issuer + "/.well-known/openid-configuration").toURL())
                .getContent());
    if (!issuer.equals(document.path("issuer").asString(""))) {
      throw new IOException("The provider at " + issuer + " names another issuer.");
    }
    return document.path("jwks_uri").asString();
  }

  private static OAuth2TokenValidator<Jwt> validator(TokenRules rules) {
    return new DelegatingOAuth2TokenValidator<>(
        new JwtTimestampValidator(LEEWAY),
        new JwtIssuerValidator(rules.issuer()),
        new JwtClaimValidator<Collection<String>>(
            "aud", audiences -> audiences != null && audiences.contains(rules.audience())),
        new JwtClaimValidator<Object>("exp", expiry -> expiry != null),
        token ->
            judged(
                rules.clients().isEmpty()
                    || rules.clients().contains(rules.claims().clientOf(token)),
                "given to an unknown client"),
        token -> judged(isAccessToken(token, rules), "not an access token"));
  }

  /** Keycloak writes ID and refresh tokens with the same keys; their {@code typ} claim tells. */
  private static boolean isAccessToken(Jwt token, TokenRules rules) {
    var claimed = token.getClaimAsString("typ");
    if (claimed != null) {
      return claimed.equals("Bearer");
    }
    return rules.untyped() || TYPES.contains(String.valueOf(token.getHeaders().get("typ")));
  }

  private static OAuth2TokenValidatorResult judged(boolean good, String fault) {
    return good
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", fault, null));
  }
}
