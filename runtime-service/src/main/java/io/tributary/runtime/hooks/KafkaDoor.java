package io.tributary.runtime.hooks;

import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.HookRequest;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.foundation.ids.Ids;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.stereotype.Component;

/** Requests into Kafka, acknowledged by all in-sync copies. */
@Component
final class KafkaDoor implements Door, AutoCloseable {
  private static final int PATIENCE_SECONDS = 12;
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaReplies replies;
  private final Ids ids;
  private final Clock clock;

  KafkaDoor(IngressSettings settings, KafkaReplies replies, Ids ids, Clock clock) {
    this.replies = replies;
    this.ids = ids;
    this.clock = clock;
    var configuration = settings.broker().settings();
    configuration.put(ProducerConfig.CLIENT_ID_CONFIG, "ingress-" + settings.ingress());
    configuration.put(ProducerConfig.ACKS_CONFIG, "all");
    configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    configuration.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    configuration.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpec.MOST_MESSAGE_BYTES);
    var bytes = new ByteArraySerializer();
    this.producer = new KafkaProducer<>(configuration, bytes, bytes);
  }

  @Override
  public Entered enter(Hook hook, HookRequest request) {
    String execution = ids.timeOrdered().toString();
    // Asked for before the message is sent: the answer may be faster than the acknowledgement.
    Optional<CompletableFuture<Reply>> reply =
        hook.replies() ? replies.expect(execution) : Optional.empty();
    var entered = new Entered(execution, reply);
    var event = hook.eventId().find(request.headers());
    try {
      var record =
          new ProducerRecord<byte[], byte[]>(
              FlowTopics.input(hook.flow(), hook.step()),
              null,
              null,
              event.map(EventIdRule::bytes).orElse(null),
              Json.mapper().writeValueAsBytes(request),
              headers(hook, request, entered, event));
      producer.send(record).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      return entered;
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      leave(entered);
      throw new BrokerAway("A request was not acknowledged", e);
    } catch (InterruptedException e) {
      leave(entered);
      Thread.currentThread().interrupt();
      throw new BrokerAway("Stopped while a request was stored", e);
    }
  }

  @Override
  public void leave(Entered entered) {
    replies.forget(entered.execution());
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private List<Header> headers(
      Hook hook, HookRequest request, Entered entered, Optional<String> event) {
    var headers = new HashMap<String, String>();
    headers.put(MessageHeaders.CE_SPECVERSION, "1.0");
    headers.put(MessageHeaders.CE_ID, ids.timeOrdered().toString());
    headers.put(MessageHeaders.CE_SOURCE, "/flows/" + hook.flow() + "/steps/" + hook.step());
    headers.put(MessageHeaders.CE_TYPE, "io.tributary.trigger.input");
    headers.put(MessageHeaders.CE_TIME, clock.instant().toString());
    headers.put(MessageHeaders.CONTENT_TYPE, "application/json");
    headers.put(MessageHeaders.TRACEPARENT, traceparent(request, entered.execution()));
    headers.put(MessageHeaders.EXECUTION, entered.execution());
    headers.put(MessageHeaders.FLOW_REVISION, Integer.toString(hook.revision()));
    event.ifPresent(id -> headers.put(MessageHeaders.EVENT_ID, id));
    if (entered.reply().isPresent()) {
      headers.put(MessageHeaders.REPLY_TO, replies.topic());
    }
    return headers.entrySet().stream()
        .map(
            header ->
                (Header)
                    new RecordHeader(
                        header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  /** The caller's trace goes on; without one the execution's id begins it. */
  private static String traceparent(HookRequest request, String execution) {
    var given = request.headers().getOrDefault("traceparent", List.of());
    if (given.size() == 1 && TRACEPARENT.matcher(given.getFirst()).matches()) {
      return given.getFirst();
    }
    String trace = execution.replace("-", "");
    long span = UUID.fromString(execution).getLeastSignificantBits() | 1;
    return "00-%s-%016x-01".formatted(trace, span);
  }
}
