package io.tributary.faults.traffic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed records of whole topics from their beginning: either {@linkplain #follow while
 * the run goes on} or {@linkplain #readAll once, to the end}.
 */
public final class TopicReader implements AutoCloseable {
  private final String bootstrap;
  private final List<String> topics;
  private final Consumer<ConsumerRecord<byte[], byte[]>> sink;
  private final Thread thread;
  private final List<RuntimeException> failures = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  private TopicReader(
      String bootstrap, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    this.bootstrap = bootstrap;
    this.topics = List.copyOf(topics);
    this.sink = sink;
    this.thread = Thread.ofPlatform().daemon().name("reader " + topics).unstarted(this::run);
  }

  /**
   * Hands each record to the sink, on one thread, until it is closed.
   *
   * @param topics that exist
   */
  public static TopicReader follow(
      String bootstrap, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    var reader = new TopicReader(bootstrap, topics, sink);
    reader.thread.start();
    return reader;
  }

  /** Everything that is committed by now. */
  public static void readAll(
      String bootstrap, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
    try (var consumer = consumer(bootstrap)) {
      var partitions = assign(consumer, topics);
      // Of committed records: what an open transaction hides is not waited for.
      var ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(500)).forEach(sink);
      }
    }
  }

  /** Returns when it has ended; throws what ended it before its time. */
  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (!failures.isEmpty()) {
      throw failures.getFirst();
    }
  }

  private void run() {
    try (var consumer = consumer(bootstrap)) {
      assign(consumer, topics);
      while (!closed) {
        consumer.poll(Duration.ofMillis(200)).forEach(sink);
      }
    } catch (RuntimeException failure) {
      failures.add(failure);
    }
  }

  private static List<TopicPartition> assign(
      KafkaConsumer<byte[], byte[]> consumer, List<String> topics) {
    var partitions =
        topics.stream()
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "none");
    settings.put("enable.auto.commit", false);
    settings.put("max.poll.records", 5_000);
    settings.put("metric.reporters", "");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
