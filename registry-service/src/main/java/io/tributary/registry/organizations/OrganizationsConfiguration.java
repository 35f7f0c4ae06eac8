package io.tributary.registry.organizations;

import io.tributary.foundation.tokens.ServiceTokens;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Who tells the identity provider of members: {@code tributary.organizations.provider} is {@code
 * keycloak}, with {@code …provider-client.id} and {@code …provider-client.secret-file}, or {@code
 * none}: its administrators do.
 */
@Configuration(proxyBeanMethods = false)
class OrganizationsConfiguration {
  private static final String PROVIDER = "tributary.organizations.provider";

  @Bean
  IdentityProvider identityProvider(Environment environment, Clock clock) {
    var provider = environment.getProperty(PROVIDER, "none");
    return switch (provider) {
      case "keycloak" ->
          new KeycloakOrganizations(
              environment.getRequiredProperty("tributary.oidc.issuer"),
              ServiceTokens.of(environment, clock, PROVIDER + "-client"));
      case "none" -> new UntoldProvider();
      default ->
          throw new IllegalArgumentException(
              "%s is \"%s\". Set keycloak or none.".formatted(PROVIDER, provider));
    };
  }
}
