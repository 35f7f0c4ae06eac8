package io.tributary.benchmarks.peers;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The limit: a loop over kafka-clients, written by hand. As it comes it commits after each poll;
 * tuned it commits on a timer, with larger batches.
 */
public final class ClientsLoop {
  private static final long POSITIONS_NANOS = Duration.ofSeconds(1).toNanos();
  private static final long TRANSACTION_NANOS = Duration.ofMillis(100).toNanos();

  private final PeerTask task;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
  private final boolean exactlyOnce;
  private final long commitNanos;
  private final Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
  private volatile boolean ending;
  private boolean open;
  private long begun;

  private ClientsLoop(PeerTask task) {
    this.task = task;
    this.exactlyOnce = task.mode() == PeerTask.Mode.EXACTLY_ONCE;
    this.commitNanos = task.tuned() ? (exactlyOnce ? TRANSACTION_NANOS : POSITIONS_NANOS) : 0;
    this.consumer =
        new KafkaConsumer<>(consuming(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.producer =
        new KafkaProducer<>(producing(), new ByteArraySerializer(), new ByteArraySerializer());
  }

  public static void main(String[] arguments) throws Exception {
    var loop = new ClientsLoop(PeerTask.of(arguments));
    var main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> loop.end(main)));
    loop.run();
  }

  private void end(Thread main) {
    ending = true;
    try {
      main.join(Duration.ofSeconds(5));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() throws Exception {
    if (exactlyOnce) {
      producer.initTransactions();
    }
    consumer.subscribe(java.util.List.of(task.input()));
    while (!ending) {
      var records = consumer.poll(Duration.ofMillis(open ? 10 : 100));
      if (!records.isEmpty() && !open) {
        begin();
      }
      for (var record : records) {
        var _ =
            producer.send(
                new ProducerRecord<>(task.output(), record.key(), task.work().on(record.value())),
                (_, failed) -> {
                  if (failed != null) {
                    failure.compareAndSet(null, failed);
                  }
                });
        positions.put(
            new TopicPartition(record.topic(), record.partition()),
            new OffsetAndMetadata(record.offset() + 1));
      }
      if (open && System.nanoTime() - begun >= commitNanos) {
        commit();
      }
    }
    if (open) {
      commit();
    }
    consumer.close();
    producer.close();
  }

  private void begin() {
    open = true;
    begun = System.nanoTime();
    if (exactlyOnce) {
      producer.beginTransaction();
    }
  }

  private void commit() throws Exception {
    if (exactlyOnce) {
      producer.sendOffsetsToTransaction(positions, consumer.groupMetadata());
      producer.commitTransaction();
    } else {
      producer.flush();
      var failed = failure.get();
      if (failed != null) {
        throw failed;
      }
      consumer.commitSync(positions);
    }
    positions.clear();
    open = false;
  }

  private Map<String, Object> consuming() {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", task.bootstrap());
    settings.put("group.id", task.group());
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", exactlyOnce ? "read_committed" : "read_uncommitted");
    if (task.tuned()) {
      settings.put("max.poll.records", 2_000);
      settings.put("fetch.max.bytes", 8 * 1024 * 1024);
    }
    return settings;
  }

  private Map<String, Object> producing() {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", task.bootstrap());
    if (exactlyOnce) {
      settings.put("transactional.id", task.group());
    }
    if (task.tuned()) {
      settings.put("batch.size", 128 * 1024);
      settings.put("buffer.memory", 64L * 1024 * 1024);
      settings.put("retry.backoff.ms", 3);
    }
    return settings;
  }
}
