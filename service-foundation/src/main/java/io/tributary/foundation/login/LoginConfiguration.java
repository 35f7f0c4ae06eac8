package io.tributary.foundation.login;

import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The one filter chain of the platform: what is not named here is denied.
 *
 * <p>The issuer is asked at the first request and not at the start, so that the services and the
 * identity provider can start side by side.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class LoginConfiguration implements WebMvcConfigurer {
  // RFC 9068 leaves the leeway open; promise P16 allows a minute.
  private static final Duration LEEWAY = Duration.ofSeconds(60);

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArguments());
  }

  @Bean
  SecurityFilterChain routes(HttpSecurity http) throws Exception {
    var refusals = new Refusals();
    return http.csrf(csrf -> csrf.disable()) // bearer tokens only, no ambient credentials
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            routes ->
                routes
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(
                        "/actuator/health",
                        "/actuator/health/*",
                        "/hooks/**",
                        "/schemas/**",
                        "/.well-known/tributary")
                    .permitAll()
                    .requestMatchers("/actuator/**", "/v3/api-docs", "/v3/api-docs/**")
                    .hasRole("operator")
                    .requestMatchers("/internal/**")
                    .hasRole("service")
                    .requestMatchers("/api/v1/organizations/{organization}/**")
                    .access(new OrganizationAccess())
                    .requestMatchers("/api/v1/**", "/git/**", "/dev/**")
                    .authenticated()
                    .anyRequest()
                    .denyAll())
        .oauth2ResourceServer(
            server ->
                server
                    .bearerTokenResolver(new GitCredentials())
                    .authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals)
                    .jwt(jwt -> jwt.jwtAuthenticationConverter(authentication())))
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .build();
  }

  @Bean
  JwtDecoder tokens(Environment environment) {
    return new SupplierJwtDecoder(
        () -> {
          var issuer = environment.getRequiredProperty("tributary.oidc.issuer");
          var keys = environment.getProperty("tributary.oidc.jwks");
          var decoder =
              keys == null
                  ? NimbusJwtDecoder.withIssuerLocation(issuer).build()
                  : NimbusJwtDecoder.withJwkSetUri(keys).build();
          decoder.setJwtValidator(
              validator(issuer, environment.getProperty("tributary.oidc.audience", "tributary")));
          return decoder;
        });
  }

  private static OAuth2TokenValidator<Jwt> validator(String issuer, String audience) {
    return new DelegatingOAuth2TokenValidator<>(
        new JwtTimestampValidator(LEEWAY),
        new JwtIssuerValidator(issuer),
        new JwtClaimValidator<Collection<String>>(
            "aud", audiences -> audiences != null && audiences.contains(audience)),
        new JwtClaimValidator<Object>("exp", expiry -> expiry != null),
        LoginConfiguration::accessTokenOnly);
  }

  /** Keycloak writes ID and refresh tokens with the same keys; their {@code typ} tells. */
  private static OAuth2TokenValidatorResult accessTokenOnly(Jwt token) {
    var type = token.getClaimAsString("typ");
    return type == null || "Bearer".equals(type)
        ? OAuth2TokenValidatorResult.success()
        : OAuth2TokenValidatorResult.failure(
            new OAuth2Error("invalid_token", "not an access token", null));
  }

  private static JwtAuthenticationConverter authentication() {
    var converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(LoginConfiguration::roles);
    converter.setPrincipalClaimName("sub");
    return converter;
  }

  private static Collection<GrantedAuthority> roles(Jwt token) {
    Map<String, Object> access = token.getClaimAsMap("realm_access");
    if (access == null || !(access.get("roles") instanceof Collection<?> roles)) {
      return List.of();
    }
    return roles.stream()
        .map(role -> (GrantedAuthority) new SimpleGrantedAuthority("ROLE_" + role))
        .toList();
  }
}
