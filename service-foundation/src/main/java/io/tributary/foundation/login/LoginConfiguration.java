package io.tributary.foundation.login;

import io.tributary.foundation.login.Caller.Part;
import io.tributary.foundation.web.BodyLimit;
import io.tributary.foundation.web.OrganizationReach;
import io.tributary.foundation.web.WebHeaders;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * The filter chains of the platform: one for webhooks, whose senders have no account here, and one
 * for everything else, where what is not named is denied.
 *
 * <p>The issuer is asked at the first request and not at the start, so that the services and the
 * identity provider can start side by side.
 */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
public class LoginConfiguration implements WebMvcConfigurer {
  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArguments());
  }

  /** Two events for each filter of each request cost more than the filters. */
  @Bean
  static SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /**
   * What a sender shows is the webhook's to judge, also an {@code Authorization} of its own. A
   * flood of requests that are refused must cost little: nothing here asks who it is.
   */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  SecurityFilterChain hooks(HttpSecurity http, @Value("${tributary.public-url:}") String publicUrl)
      throws Exception {
    return http.securityMatcher("/hooks/**")
        .csrf(csrf -> csrf.disable())
        .sessionManagement(sessions -> sessions.disable())
        .securityContext(context -> context.disable())
        .requestCache(cache -> cache.disable())
        .servletApi(api -> api.disable())
        .anonymous(anonymous -> anonymous.disable())
        .logout(logout -> logout.disable())
        .headers(headers -> WebHeaders.write(headers, publicUrl))
        .build();
  }

  @Bean
  SecurityFilterChain routes(
      HttpSecurity http,
      TokenRules rules,
      JwtDecoder tokens,
      ObjectProvider<PersonalTokens> personalTokens,
      Belonging belonging,
      ObjectProvider<RefusedRequests> listeners,
      ObjectProvider<RequestLimits> limits,
      @Value("${tributary.public-url:}") String publicUrl)
      throws Exception {
    var refusals = new Refusals(listeners.getIfAvailable(() -> (request, caller, status) -> {}));
    limits.ifAvailable(
        each ->
            http.addFilterBefore(
                    LimitedRequests.byAddress(each), BearerTokenAuthenticationFilter.class)
                .addFilterAfter(
                    LimitedRequests.byCaller(each), AnonymousAuthenticationFilter.class));
    return http.csrf(csrf -> csrf.disable()) // bearer tokens only, no ambient credentials
        .sessionManagement(
            sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            routes ->
                routes
                    .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                    .permitAll()
                    .requestMatchers(
                        "/", // the pages: the same files for everybody
                        "/assets/*",
                        "/actuator/health",
                        "/actuator/health/*",
                        "/oauth/callback",
                        "/schemas/**",
                        "/.well-known/tributary")
                    .permitAll()
                    .requestMatchers(
                        "/actuator/**", "/v3/api-docs", "/v3/api-docs/**", "/api/v1/operator/**")
                    .hasRole("operator")
                    .requestMatchers(AskedTokens.PATH)
                    .access(new AnyPart())
                    .requestMatchers("/internal/**")
                    .access(new PartAccess(Part.RUNNER))
                    .requestMatchers("/api/v1/organizations/{organization}/**")
                    .access(new OrganizationAccess(belonging))
                    .requestMatchers(
                        "/api/v1/components/**", "/api/v1/validate", "/api/v1/whoami", "/git/**")
                    .authenticated()
                    .requestMatchers("/api/v1/**", "/dev/**")
                    .access(new FullLogIn())
                    .anyRequest()
                    .denyAll())
        .oauth2ResourceServer(
            server ->
                server
                    .bearerTokenResolver(new GitCredentials())
                    .authenticationEntryPoint(refusals)
                    .accessDeniedHandler(refusals)
                    .authenticationManagerResolver(
                        TokenKinds.judgedBy(rules, tokens, personalTokens)))
        .addFilterBefore(new LogInAway(), BearerTokenAuthenticationFilter.class)
        .addFilterAfter(new BodyLimit(), AuthorizationFilter.class)
        .addFilterAfter(new OrganizationReach(), BodyLimit.class)
        .headers(headers -> WebHeaders.write(headers, publicUrl))
        .exceptionHandling(
            errors -> errors.authenticationEntryPoint(refusals).accessDeniedHandler(refusals))
        .build();
  }

  @Bean
  TokenRules tokenRules(Environment environment) {
    return TokenRules.of(environment);
  }

  @Bean
  JwtDecoder tokens(TokenRules rules) {
    return new AccessTokens(rules);
  }
}
