package io.tributary.foundation.outbox;

import io.tributary.foundation.persistence.Database;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaTemplate;

/** The relays of all services in this process; they start and stop with the context. */
public final class OutboxRelays implements SmartLifecycle {
  private final KafkaTemplate<String, String> kafka;
  private final List<OutboxRelay> relays = new CopyOnWriteArrayList<>();
  private volatile boolean running;

  public OutboxRelays(KafkaTemplate<String, String> kafka) {
    this.kafka = kafka;
  }

  /** Opens the outbox of one service's schema; the table is made by its migration. */
  public Outbox open(Database database, String schema) {
    var relay = new OutboxRelay(database, schema, kafka);
    relays.add(relay);
    if (running) {
      relay.start();
    }
    return new Outbox(database, schema, relay::wake);
  }

  @Override
  public void start() {
    running = true;
    relays.forEach(OutboxRelay::start);
  }

  @Override
  public void stop() {
    running = false;
    relays.forEach(OutboxRelay::stop);
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
