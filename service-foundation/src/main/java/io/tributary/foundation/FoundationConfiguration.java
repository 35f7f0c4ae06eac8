package io.tributary.foundation;

import io.tributary.foundation.audit.AuditConfiguration;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.leaving.LeavingConfiguration;
import io.tributary.foundation.limits.LimitConfiguration;
import io.tributary.foundation.login.AskedTokens;
import io.tributary.foundation.login.LoginConfiguration;
import io.tributary.foundation.login.PersonalTokens;
import io.tributary.foundation.mail.Letters;
import io.tributary.foundation.mail.MailLetters;
import io.tributary.foundation.mail.MailSettings;
import io.tributary.foundation.membership.MembershipConfiguration;
import io.tributary.foundation.outbox.OutboxRelays;
import io.tributary.foundation.persistence.DatabaseConfiguration;
import io.tributary.foundation.problems.ProblemAdvice;
import io.tributary.foundation.quotas.QuotaConfiguration;
import io.tributary.foundation.tokens.ServiceTokens;
import java.net.URI;
import java.time.Clock;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.PropertySource;
import org.springframework.core.env.Environment;
import org.springframework.kafka.core.KafkaTemplate;

/** Everything of the foundation; each service imports it, and the platform imports it once. */
@Configuration(proxyBeanMethods = false)
@Import({
  LoginConfiguration.class,
  MembershipConfiguration.class,
  AuditConfiguration.class,
  LimitConfiguration.class,
  QuotaConfiguration.class,
  LeavingConfiguration.class,
  DatabaseConfiguration.class,
  ProblemAdvice.class
})
@PropertySource("classpath:tributary-foundation.properties")
public class FoundationConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Ids ids(Clock clock) {
    return new Ids(clock);
  }

  @Bean
  OutboxRelays outboxRelays(KafkaTemplate<String, String> kafka) {
    return new OutboxRelays(kafka);
  }

  @Bean
  ServiceTokens serviceTokens(Environment environment, Clock clock) {
    return ServiceTokens.of(environment, clock);
  }

  /** Only where the registry is in another process: it knows them by itself. */
  @Bean
  @ConditionalOnProperty("tributary.registry.url")
  PersonalTokens askedTokens(Environment environment, ServiceTokens own) {
    return new AskedTokens(
        URI.create(environment.getRequiredProperty("tributary.registry.url")), own);
  }

  @Bean
  Letters letters(Environment environment) {
    return new MailLetters(MailSettings.of(environment));
  }
}
