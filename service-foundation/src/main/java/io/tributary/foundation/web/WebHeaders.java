package io.tributary.foundation.web;

import java.time.Duration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * What browsers are told with every answer. An API's answer is no page: it runs, loads, frames and
 * sends nothing. A page that needs more sets its own policy, which stands.
 */
public final class WebHeaders {
  private static final String NOTHING =
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String NO_DEVICES =
      "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

  private WebHeaders() {}

  /**
   * Adds them to Spring Security's own.
   *
   * @param publicUrl where people reach the platform: behind TLS they are to come by TLS only (RFC
   *     6797), also where a proxy ends it before us
   */
  public static void write(HeadersConfigurer<HttpSecurity> headers, String publicUrl) {
    headers
        .contentSecurityPolicy(policy -> policy.policyDirectives(NOTHING))
        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
        .permissionsPolicyHeader(policy -> policy.policy(NO_DEVICES))
        .httpStrictTransportSecurity(
            tls ->
                tls.requestMatcher(request -> publicUrl.startsWith("https:") || request.isSecure())
                    .includeSubDomains(false)
                    .maxAgeInSeconds(Duration.ofDays(365).toSeconds()));
  }
}
