package io.tributary.runtime;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepCommand;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.outbox.Outbox;
import io.tributary.foundation.outbox.OutboxRelays;
import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.SchemaMigration;
import io.tributary.runtime.connections.ConnectionVault;
import io.tributary.runtime.hooks.HookAddress;
import io.tributary.runtime.hooks.IngressSettings;
import io.tributary.runtime.hooks.LargeBodySettings;
import io.tributary.runtime.keys.DataKeys;
import io.tributary.runtime.keys.KeyEncryptionKey;
import io.tributary.runtime.keys.KeyFolder;
import io.tributary.runtime.keys.KeysetKey;
import io.tributary.runtime.keys.Vault;
import io.tributary.runtime.topics.KafkaTopics;
import io.tributary.runtime.workers.WorkerEngine;
import io.tributary.runtime.workers.WorkerEngine.EngineSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.context.annotation.PropertySource;
import org.springframework.kafka.config.TopicBuilder;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Everything of the runtime service, for its own process and for the platform. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableConfigurationProperties({RuntimeSettings.class, LargeBodySettings.class})
@EnableScheduling
@PropertySource("classpath:tributary-runtime.properties")
public class RuntimeConfiguration {
  @Bean
  Outbox runtimeOutbox(SchemaMigration migration, OutboxRelays relays, Database database) {
    migration.run("runtime");
    return relays.open(database, "runtime");
  }

  @Bean
  NewTopic runtimeAssignmentsTopic(RuntimeSettings settings) {
    return TopicBuilder.name(StepAssignment.TOPIC)
        .partitions(1)
        .replicas(settings.kafka().replication())
        .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "4194304"))
        .build();
  }

  /** Made here, by who reads it: step runners have no right to make topics. */
  @Bean
  NewTopic runtimeExecutionsTopic(RuntimeSettings settings) {
    return TopicBuilder.name(StepEvent.TOPIC)
        .partitions(4)
        .replicas(settings.kafka().replication())
        .configs(Map.of("retention.ms", Long.toString(Duration.ofDays(7).toMillis())))
        .build();
  }

  /** What nobody heard within the hour is not obeyed late. */
  @Bean
  NewTopic runtimeCommandsTopic(RuntimeSettings settings) {
    return TopicBuilder.name(StepCommand.TOPIC)
        .partitions(1)
        .replicas(settings.kafka().replication())
        .configs(Map.of("retention.ms", Long.toString(Duration.ofHours(1).toMillis())))
        .build();
  }

  @Bean
  KeyFolder runtimeKeys(RuntimeSettings settings) {
    return new KeyFolder(settings.data().toAbsolutePath().resolve("keys"));
  }

  @Bean
  KeyEncryptionKey keyEncryptionKey(
      RuntimeSettings settings, KeyFolder runtimeKeys, DataKeys dataKeys) {
    var given = settings.kek();
    var file = settings.kekFile();
    if (given != null) {
      return KeysetKey.of(given);
    }
    return file == null ? KeysetKey.in(runtimeKeys, dataKeys::any) : KeysetKey.in(file);
  }

  @Bean
  Vault vault(KeyEncryptionKey kek, DataKeys dataKeys, Ids ids, Clock clock) {
    return new Vault(kek, dataKeys, ids, clock);
  }

  @Bean
  ConnectionVault connectionVault(Vault vault, KeyEncryptionKey kek, KeyFolder runtimeKeys) {
    return new ConnectionVault(vault, kek, runtimeKeys.key("fingerprints.key"));
  }

  @Bean
  KafkaTopics flowTopics(RuntimeSettings settings) {
    return new KafkaTopics(settings.kafka().access(), settings.kafka().replication());
  }

  @Bean
  HookAddress hookAddress(RuntimeSettings settings) {
    return new HookAddress(settings.publicUrl());
  }

  @Bean
  IngressSettings ingressSettings(RuntimeSettings settings) {
    return IngressSettings.of(
        settings.kafka().access(),
        settings.data().toAbsolutePath().resolve("ingress"),
        settings.mostWaiting());
  }

  @Bean
  WorkerEngine workerEngine(RuntimeSettings settings, KeyFolder runtimeKeys) {
    return new WorkerEngine(
        new EngineSettings(
            settings.imagesFolder().toAbsolutePath(),
            settings.workersFolder().toAbsolutePath(),
            settings.data().toAbsolutePath(),
            settings.noDocker()),
        runtimeKeys.key("launcher.key"));
  }
}
