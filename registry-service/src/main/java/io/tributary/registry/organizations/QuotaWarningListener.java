package io.tributary.registry.organizations;

import io.tributary.contracts.names.InvalidName;
import io.tributary.contracts.organizations.QuotaNeared;
import io.tributary.foundation.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Hears from the services which organizations use most of a quota. */
@Component
final class QuotaWarningListener {
  private static final Logger LOG = LoggerFactory.getLogger(QuotaWarningListener.class);

  private final PostgresQuotaWarnings warnings;

  QuotaWarningListener(PostgresQuotaWarnings warnings) {
    this.warnings = warnings;
  }

  @KafkaListener(
      id = "registry-quota-warnings",
      groupId = "tributary-quota-warnings",
      topics = QuotaNeared.TOPIC,
      properties = "auto.offset.reset=earliest")
  void told(String text) {
    QuotaNeared neared;
    try {
      neared = Json.read(text, QuotaNeared.class);
    } catch (JacksonException | InvalidName unreadable) {
      LOG.error("A warning on {} cannot be read", QuotaNeared.TOPIC, unreadable);
      return;
    }
    warnings.add(
        new QuotaWarning(
            neared.organization(), neared.quota(), neared.period(), neared.used(), neared.limit()));
  }
}
