package io.tributary.foundation.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.tributary.contracts.names.OrganizationName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwtException;

class AccessTokensTest {
  private TokenIssuer issuer;

  @BeforeEach
  void start() throws Exception {
    issuer = new TokenIssuer();
  }

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void keysAreFoundByTheIssuersOwnDocument() {
    var tokens = new AccessTokens(TokenRules.of(settings(Map.of())));

    assertThat(tokens.decode(issuer.token()).getSubject()).isEqualTo("ada");
  }

  @Test
  void aNewKeyWorksAtOnceAndTokensOfTheOldOneGoOn() throws Exception {
    var tokens = tokens();
    var before = issuer.token();
    tokens.decode(before);

    issuer.rotate("two");

    assertThat(tokens.decode(issuer.token()).getSubject()).isEqualTo("ada");
    assertThat(tokens.decode(before).getSubject()).isEqualTo("ada");
  }

  @Test
  void madeUpKeysDoNotHaveTheProviderAskedEachTime() throws Exception {
    var tokens = tokens();
    tokens.decode(issuer.token());
    var stranger = TokenIssuer.signer(new RSAKeyGenerator(2048).keyID("x").generate());
    var other = new TokenIssuer();
    other.rotate("made-up");

    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(
              () ->
                  tokens.decode(
                      other.signed(UnaryOperator.identity(), stranger, JWSAlgorithm.RS256)))
          .isInstanceOf(BadJwtException.class);
    }

    other.close();
    assertThat(issuer.asked()).isLessThanOrEqualTo(4);
    assertThat(tokens.decode(issuer.token()).getSubject()).isEqualTo("ada");
  }

  @Test
  void whileTheProviderIsAwayKnownKeysGoOnAndUnknownOnesAreNotCalledBad() throws Exception {
    var tokens = tokens();
    tokens.decode(issuer.token());
    issuer.away(true);

    assertThat(tokens.decode(issuer.token()).getSubject()).isEqualTo("ada");
    assertThatThrownBy(() -> tokens().decode(issuer.token()))
        .isInstanceOf(JwtException.class)
        .isNotInstanceOf(BadJwtException.class);
  }

  @Test
  void anotherProvidersTokenIsReadByItsOwnNames() {
    var rules =
        TokenRules.of(
            settings(
                Map.of(
                    "clients", "editor",
                    "client-claim", "client_id",
                    "organization-claim", "tenant",
                    "name-claim", "email",
                    "roles-claim", "groups",
                    "runner-clients", "workers")));
    var token =
        issuer.signed(
            claims ->
                claims
                    .claim("typ", null)
                    .claim("azp", null)
                    .claim("organization", null)
                    .claim("preferred_username", null)
                    .claim("client_id", "editor")
                    .claim("tenant", "acme")
                    .claim("email", "ada@acme.test")
                    .claim("groups", List.of("operator")),
            TokenIssuer.signer(issuer.key()),
            JWSAlgorithm.RS256,
            new JOSEObjectType("at+jwt"));

    var login = LoggedIn.by(rules).convert(new AccessTokens(rules).decode(token));

    assertThat(login.caller().name()).isEqualTo("ada@acme.test");
    assertThat(login.caller().client()).isEqualTo("editor");
    assertThat(login.caller().organizations()).isEqualTo(Set.of(new OrganizationName("acme")));
    assertThat(login.getAuthorities()).extracting("authority").containsExactly("ROLE_operator");
    assertThat(login.caller().isService()).isFalse();
  }

  @Test
  void algorithmsWithASharedSecretAreRefusedAtTheStart() {
    assertThatThrownBy(() -> TokenRules.of(settings(Map.of("algorithms", "RS256,HS256"))))
        .hasMessageContaining("HS256");
  }

  private AccessTokens tokens() {
    return new AccessTokens(TokenRules.of(settings(Map.of("jwks", issuer.keys()))));
  }

  private Environment settings(Map<String, String> more) {
    var settings = new HashMap<String, Object>();
    settings.put("tributary.oidc.issuer", issuer.issuer());
    more.forEach((name, value) -> settings.put("tributary.oidc." + name, value));
    var environment = new StandardEnvironment();
    environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
    return environment;
  }
}
