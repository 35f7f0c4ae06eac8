package io.tributary.foundation.outbox;

import io.tributary.foundation.persistence.Database;
import io.tributary.foundation.persistence.Statements;
import io.tributary.foundation.persistence.Use;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Sends one service's outbox to Kafka. An advisory lock lets one relay of all instances send at a
 * time; rows go once the broker has acknowledged them, so a crash repeats and never loses.
 */
final class OutboxRelay {
  private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
  private static final int BATCH = 500;
  // Another instance may have committed: look from time to time even if nobody wakes us.
  private static final Duration REST = Duration.ofSeconds(2);

  private final Database database;
  private final String schema;
  private final KafkaTemplate<String, String> kafka;
  private final Semaphore wakes = new Semaphore(1);
  private volatile @Nullable Thread thread;

  OutboxRelay(Database database, String schema, KafkaTemplate<String, String> kafka) {
    this.database = database;
    this.schema = schema;
    this.kafka = kafka;
  }

  void start() {
    // Known before it runs: it ends where it does not find itself.
    var fresh = Thread.ofVirtual().name("outbox-" + schema).unstarted(this::run);
    thread = fresh;
    fresh.start();
  }

  void stop() {
    var current = thread;
    thread = null;
    if (current != null) {
      current.interrupt();
    }
  }

  void wake() {
    wakes.release();
  }

  private void run() {
    while (thread != null) {
      try {
        if (!wakes.tryAcquire(REST.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.trace("Outbox of {} looks by itself", schema);
        }
        wakes.drainPermits();
        while (sendBatch() == BATCH) {
          LOG.debug("Outbox of {} has more", schema);
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException failed) {
        LOG.warn("Outbox of {} waits: {}", schema, failed.getMessage());
      }
    }
  }

  private int sendBatch() {
    return database.across(Use.OUTBOX).get(this::send);
  }

  private int send(Statements jdbc) {
    boolean first =
        jdbc.sql("select pg_try_advisory_xact_lock(hashtext(?))")
            .param("outbox " + schema)
            .query(Boolean.class)
            .single();
    if (!first) {
      return 0;
    }
    List<Row> rows =
        jdbc.sql("select id, topic, key, payload from " + schema + ".outbox order by id limit ?")
            .param(BATCH)
            .query(
                (row, number) ->
                    new Row(
                        row.getLong("id"),
                        row.getString("topic"),
                        row.getString("key"),
                        row.getString("payload")))
            .list();
    if (rows.isEmpty()) {
      return 0;
    }
    var sends = rows.stream().map(row -> kafka.send(row.topic, row.key, row.payload)).toList();
    await(CompletableFuture.allOf(sends.toArray(CompletableFuture[]::new)));
    // Exactly these: a lower id may be committed later than a higher one.
    jdbc.sql("delete from " + schema + ".outbox where id in (:ids)")
        .param("ids", rows.stream().map(Row::id).toList())
        .update();
    return rows.size();
  }

  private static void await(CompletableFuture<Void> sends) {
    try {
      sends.get(30, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while the broker was asked", stopped);
    } catch (ExecutionException | TimeoutException failed) {
      throw new IllegalStateException("the broker did not take the events", failed);
    }
  }

  private record Row(long id, String topic, String key, @Nullable String payload) {}
}
