package io.tributary.registry.audit;

import io.tributary.contracts.audit.AuditEntry;
import io.tributary.foundation.json.Json;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Puts what the services tell into the chains. What cannot be read would block the rest. */
@Component
final class AuditListener {
  private static final Logger LOG = LoggerFactory.getLogger(AuditListener.class);
  private final AuditLogs logs;

  AuditListener(AuditLogs logs) {
    this.logs = logs;
  }

  @KafkaListener(id = "registry-audit", groupId = "tributary-audit", topics = AuditEntry.TOPIC)
  void told(String text) {
    AuditEntry entry;
    try {
      entry = Json.read(text, AuditEntry.class);
    } catch (JacksonException unreadable) {
      LOG.error("An entry on {} cannot be read", AuditEntry.TOPIC, unreadable);
      return;
    }
    logs.add(entry);
  }
}
