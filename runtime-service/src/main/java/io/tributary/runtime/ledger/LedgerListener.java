package io.tributary.runtime.ledger;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvents;
import io.tributary.foundation.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Hears from the step runners what became of messages; only committed ends count. */
@Component
final class LedgerListener {
  private final Ledger ledger;

  LedgerListener(Ledger ledger) {
    this.ledger = ledger;
  }

  @KafkaListener(
      id = "runtime-ledger",
      topics = StepEvent.TOPIC,
      batch = "true",
      properties = {
        "auto.offset.reset=earliest",
        "isolation.level=read_committed",
        "max.poll.records=100",
        "metadata.max.age.ms=5000"
      })
  void happened(List<ConsumerRecord<String, String>> records) {
    var events = new ArrayList<Ledger.Placed>();
    for (var record : records) {
      try {
        if (record.value() != null) {
          for (var event : Json.read(record.value(), StepEvents.class).events()) {
            events.add(new Ledger.Placed(event, record.partition(), record.offset()));
          }
        }
      } catch (JacksonException unreadable) {
        // The executions' listener reads the same topic and says so.
      }
    }
    if (!events.isEmpty()) {
      ledger.count(events);
    }
  }
}
