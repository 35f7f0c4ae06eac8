package io.tributary.foundation.outbox;

import io.tributary.foundation.json.Json;
import io.tributary.foundation.persistence.Database;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Events of one service, written in the transaction that causes them and sent after it. Receivers
 * see each at least once and in the order of their ids; they must take a repeat for the same.
 */
public final class Outbox {
  private final Database database;
  private final String schema;
  private final Runnable afterCommit;

  Outbox(Database database, String schema, Runnable afterCommit) {
    this.database = database;
    this.schema = schema;
    this.afterCommit = afterCommit;
  }

  /**
   * Adds one event.
   *
   * @throws IllegalStateException outside a transaction
   */
  public void add(String topic, String key, Object payload) {
    insert(topic, key, Json.write(payload));
  }

  /** On a compacted topic: forgets the key. */
  public void addTombstone(String topic, String key) {
    insert(topic, key, null);
  }

  private void insert(String topic, String key, @Nullable String payload) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("An event is added in the transaction that causes it.");
    }
    database
        .shared()
        .run(
            jdbc ->
                jdbc.sql("insert into " + schema + ".outbox (topic, key, payload) values (?, ?, ?)")
                    .param(topic)
                    .param(key)
                    .param(payload)
                    .update());
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            afterCommit.run();
          }
        });
  }
}
