package io.tributary.runtime.ledger;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvents;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.quotas.MessageQuota;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;

/** Hears from the step runners what became of messages; only committed ends count. */
@Component
final class LedgerListener {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerListener.class);

  private final Ledger ledger;
  private final MessageQuota quota;

  LedgerListener(Ledger ledger, MessageQuota quota) {
    this.ledger = ledger;
    this.quota = quota;
  }

  @KafkaListener(
      id = "runtime-ledger",
      topics = StepEvent.TOPIC,
      batch = "true",
      properties = {
        "auto.offset.reset=earliest",
        "isolation.level=read_committed",
        "max.poll.records=100",
        // A runner's transaction is a record: taken one by one, each costs a transaction here, too.
        "fetch.min.bytes=262144",
        "fetch.max.wait.ms=200",
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
      events.forEach(placed -> countForQuota(placed.event()));
    }
  }

  /** The books are right whatever becomes of this; records that come again count again here. */
  private void countForQuota(StepEvent event) {
    if (event.outcome() != StepEvent.Outcome.EMITTED || event.outputs() == 0) {
      return;
    }
    try {
      quota.gave(event.flow(), event.step(), event.outputs());
    } catch (DataAccessException away) {
      LOG.debug("What a trigger of {} gave does not count", event.flow(), away);
    }
  }
}
