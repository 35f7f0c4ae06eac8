package io.tributary.benchmarks.figures;

import io.tributary.benchmarks.processes.Lab;
import io.tributary.benchmarks.sides.Job;
import io.tributary.benchmarks.work.Orders;
import io.tributary.contracts.steps.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The inputs. Order n lies in partition n mod partitions, at offset n / partitions. */
final class Sources {
  static final String ONE = "one";
  static final String FOUR = "four";
  static final String WARM = "warm";
  static final int FOUR_PARTITIONS = 4;
  private static final int KEYS = 10_000;

  private Sources() {}

  /** Fills a topic that all sides read, once for a run. */
  static void fill(Lab lab, String source, int partitions, int orders) {
    lab.createTopic(Job.topic(source), partitions, Map.of());
    var failure = new AtomicReference<@Nullable Exception>();
    try (var producer = producer(lab, 20)) {
      for (int number = 0; number < orders; number++) {
        var _ =
            producer.send(
                order(source, partitions, number),
                (_, failed) -> {
                  if (failed != null) {
                    failure.set(failed);
                  }
                });
      }
    }
    if (failure.get() != null) {
      throw new IllegalStateException("the source was not filled", failure.get());
    }
  }

  static ProducerRecord<byte[], byte[]> order(String source, int partitions, int number) {
    var record =
        new ProducerRecord<>(
            Job.topic(source),
            number % partitions,
            ("customer" + number % KEYS).getBytes(StandardCharsets.UTF_8),
            Orders.json(number));
    record
        .headers()
        .add(MessageHeaders.CE_ID, ("order-" + number).getBytes(StandardCharsets.UTF_8))
        .add(MessageHeaders.EXECUTION, ("run-" + number).getBytes(StandardCharsets.UTF_8));
    return record;
  }

  static KafkaProducer<byte[], byte[]> producer(Lab lab, int lingerMillis) {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", lab.bootstrap());
    settings.put("linger.ms", lingerMillis);
    settings.put("batch.size", 256 * 1024);
    settings.put("buffer.memory", 128L * 1024 * 1024);
    // A new topic's leader may not know that it is one: a request behind a refused one stays out of
    // order for ever.
    settings.put("max.in.flight.requests.per.connection", 1);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
