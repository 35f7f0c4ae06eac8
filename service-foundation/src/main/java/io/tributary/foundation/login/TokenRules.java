package io.tributary.foundation.login;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * What an access token must be, as this installation's settings say; all begin with {@code
 * tributary.oidc.}. The defaults fit our Keycloak realm; {@code docs/log-in.md} says what another
 * provider has to bring.
 *
 * @param issuer equal to the token's {@code iss}, letter by letter
 * @param keys address of the provider's keys; null: as the issuer's discovery document says
 * @param audience among the token's {@code aud}
 * @param algorithms of signatures; all with a public key
 * @param clients that tokens may have been given to; empty: any
 * @param runners clients that may ask for workers and for what connections hold
 * @param builders clients that may fetch every component's source
 * @param untyped whether a token may say nothing about being an access token
 */
record TokenRules(
    String issuer,
    @Nullable String keys,
    String audience,
    Set<JWSAlgorithm> algorithms,
    Set<String> clients,
    Set<String> runners,
    Set<String> builders,
    boolean untyped,
    ClaimNames claims) {
  private static final String OURS =
      "tributary-web,tributary-cli,tributary-demo,tributary-platform,tributary-registry,"
          + "tributary-builder,tributary-runtime,tributary-runner";

  static TokenRules of(Environment environment) {
    var settings = new Settings(environment);
    return new TokenRules(
        environment.getRequiredProperty("tributary.oidc.issuer"),
        environment.getProperty("tributary.oidc.jwks"),
        settings.text("audience", "tributary"),
        settings.set("algorithms", "RS256,PS256,ES256").stream()
            .map(TokenRules::algorithm)
            .collect(Collectors.toUnmodifiableSet()),
        settings.set("clients", OURS),
        settings.set("runner-clients", "tributary-runner"),
        settings.set("builder-clients", "tributary-builder,tributary-platform"),
        settings.text("untyped-tokens", "false").equals("true"),
        new ClaimNames(
            settings.text("client-claim", "azp"),
            settings.text("organization-claim", "organization"),
            settings.text("name-claim", "preferred_username"),
            settings.text("roles-claim", "realm_access.roles")));
  }

  /** With a shared secret, whoever can check a token could make one. */
  private static JWSAlgorithm algorithm(String name) {
    var algorithm = JWSAlgorithm.parse(name);
    if (!JWSAlgorithm.Family.SIGNATURE.contains(algorithm)) {
      throw new IllegalArgumentException(
          "tributary.oidc.algorithms has \"%s\". Name algorithms with a public key, such as RS256."
              .formatted(name));
    }
    return algorithm;
  }

  private record Settings(Environment environment) {
    String text(String name, String usual) {
      return environment.getProperty("tributary.oidc." + name, usual);
    }

    Set<String> set(String name, String usual) {
      return Arrays.stream(text(name, usual).split(","))
          .map(String::strip)
          .filter(each -> !each.isEmpty())
          .collect(Collectors.toUnmodifiableSet());
    }
  }
}
