package io.tributary.foundation.membership;

import io.tributary.contracts.organizations.Role;
import io.tributary.foundation.login.Belonging;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Where members are kept: {@code tributary.organizations.members} is {@code platform} (the registry
 * keeps and tells them) or {@code token} (whom the identity provider names is a member, with the
 * role {@code tributary.organizations.role}).
 */
@Configuration(proxyBeanMethods = false)
public class MembershipConfiguration {
  private static final String WHERE = "tributary.organizations.members";
  private static final String ROLE = "tributary.organizations.role";

  @Bean
  Memberships memberships(
      Environment environment, ObjectProvider<ConsumerFactory<String, String>> consumers) {
    var where = environment.getProperty(WHERE, "platform");
    return switch (where) {
      case "platform" -> new ToldMemberships(() -> consumers.getObject().createConsumer());
      case "token" -> new TokenMemberships(Role.of(environment.getRequiredProperty(ROLE)));
      default ->
          throw new IllegalArgumentException(
              "%s is \"%s\". Set platform or token.".formatted(WHERE, where));
    };
  }

  @Bean
  Belonging belonging(Memberships memberships) {
    return (organization, caller) -> memberships.of(organization, caller).isPresent();
  }

  @Bean
  WebMvcConfigurer permissionChecks(Memberships memberships) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors
            .addInterceptor(new PermissionCheck(memberships))
            .addPathPatterns(PermissionCheck.ROUTES);
      }
    };
  }
}
