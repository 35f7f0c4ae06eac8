package io.tributary.runner.kafka;

import io.tributary.contracts.steps.StepAssignment;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import tools.jackson.core.JacksonException;

/**
 * Reads which steps there are: the compacted topic from its beginning, and from then on each
 * change. Until the end has been reached once, only the last word on each step counts.
 */
public final class KafkaAssignments implements AutoCloseable {
  private static final Logger LOG = System.getLogger(KafkaAssignments.class.getName());

  private final KafkaClients clients;
  private final BiConsumer<String, Optional<StepAssignment>> changes;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Consumer<byte[], byte[]> open;

  /**
   * @param changes gets the step's key and what it is to do, or nothing where it is no more
   */
  public KafkaAssignments(
      KafkaClients clients, BiConsumer<String, Optional<StepAssignment>> changes) {
    this.clients = clients;
    this.changes = changes;
    this.open = clients.reader("assignments");
    this.thread = Thread.ofPlatform().daemon().name("assignments").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    open.wakeup();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!closed) {
      try (var consumer = open;
          var topics = new Topics(clients.admin())) {
        topics.await("runner", List.of(StepAssignment.TOPIC));
        read(consumer);
      } catch (WakeupException stopped) {
        return;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (KafkaException failure) {
        LOG.log(Level.WARNING, "reading assignments begins again: {0}", String.valueOf(failure));
        open = clients.reader("assignments");
      }
    }
  }

  private void read(Consumer<byte[], byte[]> consumer) {
    var partitions =
        consumer.partitionsFor(StepAssignment.TOPIC).stream()
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    lastWords(consumer).values().forEach(this::tell);
    while (!closed) {
      consumer.poll(Duration.ofSeconds(60)).forEach(this::tell);
    }
  }

  private Map<String, ConsumerRecord<byte[], byte[]>> lastWords(Consumer<byte[], byte[]> consumer) {
    var ends = consumer.endOffsets(consumer.assignment());
    var last = new HashMap<String, ConsumerRecord<byte[], byte[]>>();
    while (!closed
        && ends.entrySet().stream()
            .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(Duration.ofSeconds(1)).forEach(record -> last.put(key(record), record));
    }
    return last;
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      changes.accept(key(record), Optional.empty());
      return;
    }
    try {
      changes.accept(
          key(record), Optional.of(Json.MAPPER.readValue(record.value(), StepAssignment.class)));
    } catch (JacksonException broken) {
      LOG.log(
          Level.ERROR,
          "the assignment of {0} at offset {1} cannot be read and changes nothing: {2}",
          key(record),
          record.offset(),
          broken.getOriginalMessage());
    }
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }
}
