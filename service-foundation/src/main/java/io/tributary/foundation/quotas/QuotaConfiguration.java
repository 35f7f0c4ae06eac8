package io.tributary.foundation.quotas;

import io.tributary.contracts.organizations.QuotaNeared;
import io.tributary.foundation.membership.Memberships;
import io.tributary.foundation.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.support.TransactionOperations;

/** Quotas, for all services of a process together. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
public class QuotaConfiguration {

  @Bean
  Quotas quotas(Environment environment, Memberships memberships) {
    return Quotas.of(environment, memberships);
  }

  @Bean
  QuotaWarnings quotaWarnings(
      Quotas quotas,
      ObjectProvider<Outbox> outboxes,
      TransactionOperations transactions,
      Clock clock) {
    // All services of one process write to one database: any of their outboxes will do.
    return new QuotaWarnings(
        quotas, () -> outboxes.orderedStream().findFirst().orElseThrow(), transactions, clock);
  }

  @Bean
  WatchQuotas watchQuotas(ObjectProvider<QuotaUses> uses, QuotaWarnings warnings) {
    return new WatchQuotas(uses.orderedStream().toList(), warnings);
  }

  @Bean
  QuotaController quotaController(Quotas quotas, ObjectProvider<QuotaUses> uses) {
    return new QuotaController(quotas, uses.orderedStream().toList());
  }

  @Bean
  NewTopic quotaWarningsTopic(@Value("${tributary.kafka.replication:1}") int replication) {
    return TopicBuilder.name(QuotaNeared.TOPIC)
        .partitions(1)
        .replicas(replication)
        .config("retention.ms", String.valueOf(Duration.ofDays(7).toMillis()))
        .build();
  }
}
