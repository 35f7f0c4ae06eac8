package io.tributary.runtime.discards;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.executions.StepEvent;
import io.tributary.contracts.executions.StepEvent.Outcome;
import io.tributary.contracts.executions.StepEvents;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.foundation.json.Json;
import io.tributary.runtime.hooks.IngressSettings;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.stereotype.Component;

/**
 * One transaction holds an event for each message and the positions behind them, so that the
 * ledger's number and what is gone can never differ.
 */
@Component
final class KafkaDiscards implements Discards {
  private static final int PATIENCE_SECONDS = 10;

  /** Events of one record, as step runners write them. */
  private static final int EVENTS = 200;

  private final BrokerAccess broker;
  private final Clock clock;

  KafkaDiscards(IngressSettings settings, Clock clock) {
    this.broker = settings.broker();
    this.clock = clock;
  }

  @Override
  public void end(StepAssignment road, List<TopicRecord> waiting) {
    var bytes = new ByteArraySerializer();
    try (var producer = new KafkaProducer<>(settings(road), bytes, bytes)) {
      producer.initTransactions();
      producer.beginTransaction();
      // A send that fails makes the commit fail.
      for (var record : events(road, waiting)) {
        var _ = producer.send(record);
      }
      producer.sendOffsetsToTransaction(positions(waiting), nobody(road.group()));
      producer.commitTransaction();
    } catch (KafkaException e) {
      throw new BrokerAway("Messages were not discarded for certain", e);
    }
  }

  @Override
  public boolean isLeft(StepAssignment road) {
    try (var admin = Admin.create(broker.settings())) {
      var state =
          Objects.requireNonNull(
                  admin
                      .describeConsumerGroups(List.of(road.group()))
                      .all()
                      .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                      .get(road.group()))
              .groupState();
      return state == GroupState.EMPTY || state == GroupState.DEAD;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return true;
      }
      throw new BrokerAway("The broker did not say who is there", e);
    } catch (TimeoutException | KafkaException e) {
      throw new BrokerAway("The broker did not say who is there", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerAway("Stopped while the broker was asked", e);
    }
  }

  private List<ProducerRecord<byte[], byte[]>> events(
      StepAssignment road, List<TopicRecord> waiting) {
    var now = clock.instant();
    Map<Integer, List<StepEvent>> byRevision = new HashMap<>();
    for (var record : waiting) {
      var event = event(road, record, now);
      byRevision.computeIfAbsent(event.revision(), _ -> new ArrayList<>()).add(event);
    }
    var key = StepAssignment.key(road.flow(), road.step()).getBytes(StandardCharsets.UTF_8);
    var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
    for (var events : byRevision.values()) {
      for (int from = 0; from < events.size(); from += EVENTS) {
        var some = events.subList(from, Math.min(from + EVENTS, events.size()));
        records.add(
            new ProducerRecord<>(
                StepEvent.TOPIC, key, Json.mapper().writeValueAsBytes(StepEvents.of(some))));
      }
    }
    return records;
  }

  /** The group has no members: the position is only written down. */
  private ConsumerGroupMetadata nobody(String group) {
    var bytes = new ByteArrayDeserializer();
    var settings = broker.settings();
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      return consumer.groupMetadata();
    }
  }

  private static StepEvent event(StepAssignment road, TopicRecord record, Instant now) {
    var place = record.topic() + "/" + record.partition() + "/" + record.offset();
    var message = record.headers().getOrDefault(MessageHeaders.CE_ID, place);
    return new StepEvent(
        road.organization(),
        road.flow(),
        record.revision() == 0 ? road.revision() : record.revision(),
        road.step(),
        record.headers().getOrDefault(MessageHeaders.EXECUTION, message),
        message,
        record.headers().get(MessageHeaders.PARENT),
        Outcome.DISCARDED,
        1,
        0,
        now,
        now,
        null,
        "discarded",
        "Somebody discarded it while it waited",
        null,
        record.topic(),
        record.partition(),
        record.offset());
  }

  private static Map<TopicPartition, OffsetAndMetadata> positions(List<TopicRecord> waiting) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    for (var record : waiting) {
      positions.merge(
          new TopicPartition(record.topic(), record.partition()),
          new OffsetAndMetadata(record.offset() + 1),
          (one, two) -> one.offset() > two.offset() ? one : two);
    }
    return positions;
  }

  private Map<String, Object> settings(StepAssignment road) {
    var settings = broker.settings();
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "runtime-discards");
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "runtime-discards-" + road.group());
    settings.put(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) Duration.ofSeconds(15).toMillis());
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 12_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 6_000);
    return settings;
  }
}
