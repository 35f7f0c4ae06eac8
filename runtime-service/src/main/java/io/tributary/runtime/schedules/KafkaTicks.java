package io.tributary.runtime.schedules;

import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.hooks.IngressSettings;
import io.tributary.runtime.topics.BrokerAway;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.stereotype.Component;

/**
 * Ticks into Kafka, without a transaction: in a trigger's input every offset is a message. All
 * ticks of a trigger have one key, so that they stand in one lane and no two polls run at a time.
 */
@Component
final class KafkaTicks implements Ticks, AutoCloseable {
  private static final int PATIENCE_SECONDS = 12;

  private final KafkaProducer<byte[], byte[]> producer;

  KafkaTicks(IngressSettings settings) {
    var configuration = settings.broker().settings();
    configuration.put(ProducerConfig.CLIENT_ID_CONFIG, "ticks-" + settings.ingress());
    configuration.put(ProducerConfig.ACKS_CONFIG, "all");
    configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    configuration.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    configuration.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 1024L * 1024);
    var bytes = new ByteArraySerializer();
    this.producer = new KafkaProducer<>(configuration, bytes, bytes);
  }

  @Override
  public void write(Tick tick) {
    var record =
        new ProducerRecord<>(
            FlowTopics.input(tick.flow(), tick.step()),
            null,
            tick.step().value().getBytes(StandardCharsets.UTF_8),
            Json.mapper().writeValueAsBytes(Map.of("scheduledAt", tick.at().toString())),
            headers(tick));
    try {
      producer.send(record).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      throw new BrokerAway("A tick was not acknowledged", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerAway("Stopped while a tick was written", e);
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private static List<Header> headers(Tick tick) {
    var id = tick.id();
    return Map.of(
            MessageHeaders.CE_SPECVERSION,
            "1.0",
            MessageHeaders.CE_ID,
            id,
            MessageHeaders.CE_SOURCE,
            "/flows/" + tick.flow() + "/steps/" + tick.step(),
            MessageHeaders.CE_TYPE,
            MessageHeaders.TICK,
            MessageHeaders.CE_TIME,
            tick.at().toString(),
            MessageHeaders.CONTENT_TYPE,
            "application/json",
            MessageHeaders.TRACEPARENT,
            traceparent(id),
            MessageHeaders.EXECUTION,
            id,
            MessageHeaders.EVENT_ID,
            tick.eventId(),
            MessageHeaders.FLOW_REVISION,
            Integer.toString(tick.revision()))
        .entrySet()
        .stream()
        .map(
            header ->
                (Header)
                    new RecordHeader(
                        header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /** A tick begins a trace, the same one however often it is written. */
  private static String traceparent(String id) {
    var trace = id.replace("-", "");
    return "00-%s-%s-01".formatted(trace, trace.substring(16));
  }
}
