package io.tributary.foundation.audit;

import io.tributary.contracts.audit.AuditEntry;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.outbox.Outbox;
import java.time.Clock;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The audit trail before everything that people, their tools and Git reach. */
@Configuration(proxyBeanMethods = false)
public class AuditConfiguration {

  @Bean
  AuditTrail auditTrail(
      ObjectProvider<Outbox> outboxes, TransactionOperations transactions, Ids ids, Clock clock) {
    // All services of one process write to one database: any of their outboxes will do.
    return new AuditTrail(
        () -> outboxes.orderedStream().findFirst().orElseThrow(), transactions, ids, clock);
  }

  @Bean
  WebMvcConfigurer auditTrails(AuditTrail trail) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        // Before permissions are checked: what they refuse is written down as well.
        interceptors
            .addInterceptor(trail)
            .addPathPatterns("/api/v1/**", "/git/**")
            .order(Ordered.HIGHEST_PRECEDENCE);
      }
    };
  }

  /** Kept until it is in the registry's chain, and a quarter year longer, to compare with. */
  @Bean
  NewTopic auditTopic(@Value("${tributary.kafka.replication:1}") int replication) {
    return TopicBuilder.name(AuditEntry.TOPIC)
        .partitions(1)
        .replicas(replication)
        .config("retention.ms", String.valueOf(Duration.ofDays(90).toMillis()))
        .build();
  }
}
