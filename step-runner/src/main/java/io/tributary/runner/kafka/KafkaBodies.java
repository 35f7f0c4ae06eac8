package io.tributary.runner.kafka;

import io.tributary.runner.delivery.Place;
import io.tributary.runner.steps.Memberships.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads parked messages again whose bodies were dropped, by a consumer that lives so long only. */
final class KafkaBodies implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** Between two wanted records rather this many others are read than the place is sought. */
  private static final int NEAR = 200;

  private final KafkaClients clients;
  private final String name;
  private final Listener listener;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().factory());
  private volatile boolean closed;

  KafkaBodies(KafkaClients clients, String name, Listener listener) {
    this.clients = clients;
    this.name = name;
    this.listener = listener;
  }

  void read(List<Place> places) {
    thread.execute(() -> tryToRead(places));
  }

  @Override
  public void close() {
    closed = true;
    thread.shutdownNow();
  }

  private void tryToRead(List<Place> places) {
    try (var reader = clients.reader("bodies-" + name)) {
      var byPartition = places.stream().collect(Collectors.groupingBy(Place::topicPartition));
      for (var partition : byPartition.entrySet()) {
        reader.assign(List.of(partition.getKey()));
        listener.bodiesRead(read(reader, partition.getKey(), partition.getValue()));
      }
    } catch (RuntimeException failure) {
      if (!closed) {
        listener.failed(failure);
      }
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(
      Consumer<byte[], byte[]> reader, TopicPartition partition, List<Place> places) {
    var wanted = new HashSet<Long>();
    places.forEach(place -> wanted.add(place.offset()));
    var found = new ArrayList<ConsumerRecord<byte[], byte[]>>();
    long end = System.nanoTime() + LIMIT.toNanos();
    long next = places.stream().mapToLong(Place::offset).min().orElseThrow();
    reader.seek(partition, next);
    while (!wanted.isEmpty()) {
      for (var record : reader.poll(Duration.ofMillis(500))) {
        if (wanted.remove(record.offset())) {
          found.add(record);
        }
      }
      long position = reader.position(partition);
      next = wanted.stream().min(Comparator.naturalOrder()).orElse(position);
      if (next < position || next > position + NEAR) {
        reader.seek(partition, next);
      }
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("parked messages cannot be read again: " + partition);
      }
    }
    return found;
  }
}
