package io.tributary.runner.kafka;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.BodyReference;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.LargeBody;
import io.tributary.runner.bodies.LargeBodies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Pieces in Kafka: read by offset with few consumers that go on where they stand, written without a
 * transaction. What a failed attempt has written is referred to by nobody, and ages.
 */
public final class KafkaLargeBodies implements LargeBodies, AutoCloseable {
  /** Each holds two pieces or so. */
  private static final int READERS = 8;

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final int PATIENCE_SECONDS = 25;
  private static final long REST_NANOS = Duration.ofSeconds(60).toNanos();

  private final KafkaClients clients;
  private final Topics topics;
  private final Map<String, Integer> partitions = new ConcurrentHashMap<>();
  private final Semaphore readers = new Semaphore(READERS);

  /** Those that rest, the one that was used last in front. */
  private final ArrayDeque<Reader> resting = new ArrayDeque<>();

  private @Nullable Producer<byte[], byte[]> producer;
  private boolean closed;

  public KafkaLargeBodies(KafkaClients clients) {
    this.clients = clients;
    this.topics = new Topics(clients.admin());
  }

  @Override
  public Optional<byte[]> piece(FlowId flow, BodyReference reference, long position)
      throws IOException, InterruptedException {
    var place = new TopicPartition(FlowTopics.bodies(flow), reference.partition());
    if (reference.partition() >= partitions(place.topic())) {
      return Optional.empty();
    }
    readers.acquire();
    try {
      var reader = take(place, reference.offsetAt(position));
      try {
        var found = reader.read(place, reference.offsetAt(position));
        rest(reader);
        return found.filter(record -> isOf(record, reference, position)).map(ConsumerRecord::value);
      } catch (OffsetOutOfRangeException | UnknownTopicOrPartitionException gone) {
        reader.close();
        return Optional.empty();
      } catch (KafkaException | IllegalStateException trouble) {
        reader.close();
        throw new IOException("pieces cannot be read", trouble);
      }
    } finally {
      readers.release();
    }
  }

  private static boolean isOf(
      ConsumerRecord<byte[], byte[]> record, BodyReference reference, long position) {
    return record.key() != null
        && reference.id().equals(new String(record.key(), StandardCharsets.US_ASCII))
        && record.value() != null
        && record.value().length == reference.sizeAt(position);
  }

  @Override
  public int partition(FlowId flow, String id) throws IOException {
    int partitions = partitions(FlowTopics.bodies(flow));
    if (partitions == 0) {
      throw new IOException("the flow has no topic for large bodies");
    }
    return Math.floorMod(id.hashCode(), partitions);
  }

  /** Believed once it is known: nobody changes it. */
  private int partitions(String topic) throws IOException {
    var known = partitions.get(topic);
    if (known != null) {
      return known;
    }
    try {
      int found = topics.partitions(topic);
      if (found > 0) {
        partitions.put(topic, found);
      }
      return found;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the broker was asked", interrupted);
    } catch (KafkaException | IllegalStateException trouble) {
      throw new IOException("the broker does not tell of " + topic, trouble);
    }
  }

  @Override
  public long append(FlowId flow, int partition, String id, byte[] piece)
      throws IOException, InterruptedException {
    var record =
        new ProducerRecord<>(
            FlowTopics.bodies(flow), partition, id.getBytes(StandardCharsets.US_ASCII), piece);
    try {
      return producer().send(record).get(PATIENCE_SECONDS, TimeUnit.SECONDS).offset();
    } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
      throw new IOException("a piece was not acknowledged", e);
    }
  }

  /** A reference as it stands in messages. */
  public static byte[] json(LargeBody body) {
    return Json.MAPPER.writeValueAsBytes(body);
  }

  @Override
  public synchronized void close() {
    closed = true;
    topics.close();
    resting.forEach(Reader::close);
    resting.clear();
    if (producer != null) {
      producer.close(Duration.ofSeconds(1));
      producer = null;
    }
  }

  /** Opened by the first write: most runners never store one. */
  private synchronized Producer<byte[], byte[]> producer() {
    if (closed) {
      throw new IllegalStateException("closed");
    }
    if (producer == null) {
      producer = clients.awaited("bodies");
    }
    return producer;
  }

  /** Rather one that stands there already: what comes next is on its way to it. */
  private synchronized Reader take(TopicPartition place, long offset) {
    var now = System.nanoTime();
    resting.removeIf(reader -> reader.closeIfOld(now));
    for (var reader : resting) {
      if (reader.standsAt(place, offset)) {
        resting.remove(reader);
        return reader;
      }
    }
    var any = resting.poll();
    return any == null ? new Reader(clients.pieces()) : any;
  }

  private synchronized void rest(Reader reader) {
    if (closed) {
      reader.close();
    } else {
      reader.restedAt = System.nanoTime();
      resting.push(reader);
    }
  }

  /** One consumer, for one thread at a time. */
  private static final class Reader {
    private final Consumer<byte[], byte[]> consumer;
    private @Nullable TopicPartition place;
    private long next;
    private long restedAt;

    Reader(Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
    }

    boolean standsAt(TopicPartition other, long offset) {
      return other.equals(place) && next == offset;
    }

    boolean closeIfOld(long now) {
      boolean old = now - restedAt > REST_NANOS;
      if (old) {
        close();
      }
      return old;
    }

    /** The record with this offset; empty where another one comes first. */
    Optional<ConsumerRecord<byte[], byte[]>> read(TopicPartition from, long offset) {
      if (!from.equals(place)) {
        consumer.assign(List.of(from));
        place = from;
        next = -1;
      }
      if (next != offset) {
        // What a stranger has made up is not waited for.
        if (offset >= consumer.endOffsets(List.of(from)).getOrDefault(from, 0L)) {
          return Optional.empty();
        }
        consumer.seek(from, offset);
      }
      long end = System.nanoTime() + LIMIT.toNanos();
      while (System.nanoTime() < end) {
        var polled = consumer.poll(Duration.ofMillis(500)).iterator();
        if (polled.hasNext()) {
          var record = polled.next();
          next = record.offset() + 1;
          return record.offset() == offset ? Optional.of(record) : Optional.empty();
        }
      }
      throw new IllegalStateException("nothing came in " + LIMIT);
    }

    void close() {
      consumer.close();
    }
  }
}
