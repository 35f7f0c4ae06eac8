package io.tributary.runtime.replays;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.contracts.steps.StepAssignment;
import io.tributary.contracts.steps.StepCommand;
import io.tributary.runtime.hooks.IngressSettings;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.TopicRecord;
import io.tributary.runtime.topics.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One transaction holds messages and, as the position of a group named after the replay, how far it
 * is. So a crash on either side of the database's own commit neither loses nor repeats.
 */
@Component
final class KafkaWaitingRooms implements WaitingRooms, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaWaitingRooms.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Any partition that exists: only its number beside the group counts. */
  private static final TopicPartition PLACE = new TopicPartition(StepCommand.TOPIC, 0);

  private final BrokerAccess broker;
  private @Nullable KafkaProducer<byte[], byte[]> open;

  KafkaWaitingRooms(IngressSettings settings) {
    this.broker = settings.broker();
  }

  @Override
  public synchronized void put(Replay replay, List<Entering> messages) {
    var records = messages.stream().map(message -> record(replay, message)).toList();
    try {
      var producer = producer();
      producer.beginTransaction();
      var sends = records.stream().map(producer::send).toList();
      producer.sendOffsetsToTransaction(
          Map.of(PLACE, new OffsetAndMetadata(messages.getLast().numbered().number() + 1L)),
          nobody(group(replay.id())));
      producer.commitTransaction();
      LOG.debug("Replay {}: {} messages sent", replay.id(), sends.size());
    } catch (KafkaException e) {
      close();
      throw new BrokerAway("Messages of a replay were not acknowledged", e);
    }
  }

  @Override
  public synchronized OptionalInt reached(String replay) {
    try (var admin = Admin.create(settings("runtime-replay-positions"))) {
      // What an earlier process left open is ended first, so that the position is final.
      producer();
      var position =
          admin
              .listConsumerGroupOffsets(group(replay))
              .partitionsToOffsetAndMetadata()
              .get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
              .get(PLACE);
      return position == null
          ? OptionalInt.empty()
          : OptionalInt.of(Math.toIntExact(position.offset() - 1));
    } catch (java.util.concurrent.ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.GroupIdNotFoundException) {
        return OptionalInt.empty();
      }
      throw new BrokerAway("The broker did not say how far a replay is", e);
    } catch (java.util.concurrent.TimeoutException | KafkaException e) {
      throw new BrokerAway("The broker did not say how far a replay is", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BrokerAway("Stopped while the broker was asked", e);
    }
  }

  @Override
  public void forget(String replay) {
    try (var admin = Admin.create(settings("runtime-replay-positions"))) {
      // Awaited: a client that is closed sends only what it has begun with, which is a question.
      admin
          .deleteConsumerGroups(List.of(group(replay)))
          .all()
          .get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException
        | java.util.concurrent.TimeoutException
        | KafkaException e) {
      LOG.debug("The position of replay {} stays at the broker", replay, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void rest() {
    close();
  }

  @Override
  public synchronized void close() {
    if (open != null) {
      open.close(Duration.ofSeconds(2));
      open = null;
    }
  }

  private static ProducerRecord<byte[], byte[]> record(Replay replay, Entering entering) {
    var message = entering.numbered().message();
    var source = entering.source();
    return new ProducerRecord<>(
        entering.step().parkedTopic(),
        message.inputPartition(),
        null,
        source.key().isEmpty() ? null : source.key().getBytes(StandardCharsets.UTF_8),
        message.edited().orElse(source.value()),
        headers(
            source,
            replay.id() + "/" + entering.numbered().number(),
            revision(replay, source, entering.step())));
  }

  /** The one that it began with only where it is wanted, and known to the step. */
  private static int revision(Replay replay, TopicRecord source, StepAssignment step) {
    boolean kept =
        replay.sameVersion()
            && source.revision() > 0
            && step.edition(source.revision()).isPresent();
    return kept ? source.revision() : step.revision();
  }

  /** What was said of its death is over; nobody waits for its reply any more. */
  private static List<Header> headers(TopicRecord source, String id, int revision) {
    var headers = new HashMap<>(source.headers());
    headers
        .keySet()
        .removeIf(
            name ->
                name.startsWith("tributary-dead-")
                    || name.startsWith("tributary-parked-")
                    || name.equals(MessageHeaders.REPLY_TO));
    headers.put(MessageHeaders.REPLAY, id);
    headers.put(MessageHeaders.FLOW_REVISION, Integer.toString(revision));
    return headers.entrySet().stream()
        .map(
            header ->
                (Header)
                    new RecordHeader(
                        header.getKey(), header.getValue().getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private KafkaProducer<byte[], byte[]> producer() {
    if (open == null) {
      var settings = settings("runtime-replays");
      settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "runtime-replays");
      settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 15_000);
      settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000);
      settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 12_000);
      settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 6_000);
      settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSpec.MOST_MESSAGE_BYTES);
      var bytes = new ByteArraySerializer();
      var producer = new KafkaProducer<>(settings, bytes, bytes);
      try {
        producer.initTransactions();
      } catch (KafkaException e) {
        producer.close(Duration.ZERO);
        throw e;
      }
      open = producer;
    }
    return open;
  }

  private Map<String, Object> settings(String client) {
    var settings = broker.settings();
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, client);
    return settings;
  }

  /** The group has no members: its position is only written down. */
  private ConsumerGroupMetadata nobody(String group) {
    var settings = settings("runtime-replay-positions");
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
      return consumer.groupMetadata();
    }
  }

  private static String group(String replay) {
    return "tributary.replay." + replay;
  }
}
