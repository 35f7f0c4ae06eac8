package io.tributary.runner.kafka;

import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvents;
import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.LogLine;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.runner.delivery.Journal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;

/** Log lines and passing events by one producer for all steps, outside every transaction. */
public final class KafkaJournal implements AutoCloseable {
  private final Producer<byte[], byte[]> producer;
  private final AtomicLong lost = new AtomicLong();

  public KafkaJournal(KafkaClients clients) {
    this(clients.besides());
  }

  KafkaJournal(Producer<byte[], byte[]> producer) {
    this.producer = producer;
  }

  /** The journal of one flow's steps. */
  public Journal of(FlowId flow) {
    var logs = FlowTopics.logs(flow);
    return new Journal() {
      @Override
      public void tell(StepEvent event) {
        send(
            StepEvent.TOPIC,
            StepAssignment.key(event.flow(), event.step()).getBytes(StandardCharsets.UTF_8),
            Json.MAPPER.writeValueAsBytes(StepEvents.of(List.of(event))));
      }

      @Override
      public void log(LogLine line) {
        send(
            logs,
            line.step().value().getBytes(StandardCharsets.UTF_8),
            Json.MAPPER.writeValueAsBytes(line));
      }
    };
  }

  /** What the broker did not take. */
  public long lost() {
    return lost.get();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the callback counts what is lost
  private void send(String topic, byte[] key, byte[] value) {
    try {
      producer.send(
          new ProducerRecord<>(topic, key, value),
          (_, failure) -> {
            if (failure != null) {
              lost.incrementAndGet();
            }
          });
    } catch (KafkaException full) {
      lost.incrementAndGet();
    }
  }
}
