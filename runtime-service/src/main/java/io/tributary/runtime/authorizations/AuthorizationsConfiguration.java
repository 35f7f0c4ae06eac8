package io.tributary.runtime.authorizations;

import io.tributary.runtime.authorizations.provider.OAuthSettings;
import io.tributary.runtime.authorizations.provider.RedirectAddress;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the package is told from outside. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OAuthSettings.class)
class AuthorizationsConfiguration {

  @Bean
  RedirectAddress redirectAddress(
      @Value("${tributary.public-url:http://localhost:8080}") String publicUrl) {
    return new RedirectAddress(publicUrl);
  }
}
