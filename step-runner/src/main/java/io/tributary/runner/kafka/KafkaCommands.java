package io.tributary.runner.kafka;

import io.tributary.contracts.steps.StepCommand;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import tools.jackson.core.JacksonException;

/**
 * Reads what people ask of steps, from now on: one reader for the whole runner. What was asked
 * while it was away is not obeyed; who asked sees that nothing happened, and may ask again.
 */
public final class KafkaCommands implements AutoCloseable {
  private static final Logger LOG = System.getLogger(KafkaCommands.class.getName());

  private final KafkaClients clients;
  private final Consumer<StepCommand> commands;
  private final Thread thread;
  private volatile boolean closed;
  private volatile KafkaConsumer<byte[], byte[]> open;

  public KafkaCommands(KafkaClients clients, Consumer<StepCommand> commands) {
    this.clients = clients;
    this.commands = commands;
    this.open = clients.reader("commands");
    this.thread = Thread.ofPlatform().daemon().name("commands").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  @Override
  public void close() {
    closed = true;
    open.wakeup();
    thread.interrupt();
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
        topics.await("runner", List.of(StepCommand.TOPIC));
        read(consumer);
      } catch (WakeupException | InterruptException stopped) {
        return;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      } catch (KafkaException failure) {
        LOG.log(Level.WARNING, "reading commands begins again: {0}", String.valueOf(failure));
        open = clients.reader("commands");
      }
    }
  }

  private void read(KafkaConsumer<byte[], byte[]> consumer) {
    var partitions =
        consumer.partitionsFor(StepCommand.TOPIC).stream()
            .map(found -> new TopicPartition(found.topic(), found.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    while (!closed) {
      consumer.poll(Duration.ofSeconds(60)).forEach(this::tell);
    }
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      commands.accept(Json.MAPPER.readValue(record.value(), StepCommand.class));
    } catch (JacksonException broken) {
      LOG.log(
          Level.ERROR,
          "the command at offset {0} cannot be read and does nothing: {1}",
          record.offset(),
          broken.getOriginalMessage());
    }
  }
}
