package io.tributary.registry;

import io.tributary.contracts.builds.BuildTopics;
import io.tributary.contracts.listings.ComponentListed;
import io.tributary.contracts.organizations.OrganizationChanged;
import io.tributary.foundation.outbox.Outbox;
import io.tributary.foundation.outbox.OutboxRelays;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.SchemaMigration;
import java.time.Duration;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The registry's beans; its own main and the platform both use it, beside the foundation's. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableScheduling
public class RegistryConfiguration {
  private static final String SCHEMA = "registry";

  /** Opened once the schema is what the code expects. */
  @Bean
  Outbox registryOutbox(SchemaMigration migration, OutboxRelays relays, Database database) {
    migration.run(SCHEMA);
    return relays.open(database, SCHEMA);
  }

  @Bean
  NewTopic buildsRequestedTopic(@Value("${tributary.kafka.replication:1}") int replication) {
    return TopicBuilder.name(BuildTopics.REQUESTED).partitions(4).replicas(replication).build();
  }

  @Bean
  NewTopic componentsListedTopic(@Value("${tributary.kafka.replication:1}") int replication) {
    return TopicBuilder.name(ComponentListed.TOPIC)
        .partitions(1)
        .replicas(replication)
        .compact()
        // What an organization that has gone published is not to wait for a segment to be full.
        .config("max.compaction.lag.ms", String.valueOf(Duration.ofDays(7).toMillis()))
        .build();
  }

  /** A record is a whole organization: of thousands of members it is larger than the usual. */
  @Bean
  NewTopic organizationsTopic(@Value("${tributary.kafka.replication:1}") int replication) {
    return TopicBuilder.name(OrganizationChanged.TOPIC)
        .partitions(1)
        .replicas(replication)
        .compact()
        .config("max.message.bytes", "4194304")
        .build();
  }
}
