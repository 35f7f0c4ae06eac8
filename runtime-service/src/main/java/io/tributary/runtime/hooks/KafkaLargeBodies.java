package io.tributary.runtime.hooks;

import io.tributary.contracts.names.FlowId;
import io.tributary.contracts.steps.BodyReference;
import io.tributary.contracts.steps.FlowTopics;
import io.tributary.contracts.steps.LargeBody;
import io.tributary.foundation.ids.Ids;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.TopicSpec;
import io.tributary.runtime.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Pieces as records of the flow's own topic, acknowledged by all in-sync copies. */
@Component
final class KafkaLargeBodies implements LargeBodies, AutoCloseable {
  private static final int PATIENCE_SECONDS = 12;

  private final KafkaProducer<byte[], byte[]> producer;
  private final Topics topics;
  private final Ids ids;
  private final Set<FlowId> ready = ConcurrentHashMap.newKeySet();

  KafkaLargeBodies(IngressSettings settings, Topics topics, Ids ids) {
    this.topics = topics;
    this.ids = ids;
    var configuration = settings.broker().settings();
    configuration.put(ProducerConfig.CLIENT_ID_CONFIG, "bodies-" + settings.ingress());
    configuration.put(ProducerConfig.ACKS_CONFIG, "all");
    configuration.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    configuration.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    configuration.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    configuration.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    configuration.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    configuration.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 2 * BodyReference.PIECE);
    var bytes = new ByteArraySerializer();
    this.producer = new KafkaProducer<>(configuration, bytes, bytes);
  }

  @Override
  public Upload begin(FlowId flow) {
    var topic = FlowTopics.bodies(flow);
    if (ready.add(flow)) {
      prepare(flow, topic);
    }
    try {
      var id = ids.capability();
      int partitions = producer.partitionsFor(topic).size();
      return new KafkaUpload(topic, Math.floorMod(id.hashCode(), partitions), id);
    } catch (KafkaException e) {
      throw new BrokerAway("The broker does not tell of the flow's large bodies", e);
    }
  }

  /** A flow that was deployed by an earlier version of the platform has no such topic. */
  private void prepare(FlowId flow, String topic) {
    try {
      topics.create(List.of(TopicSpec.messages(topic)));
    } catch (BrokerAway e) {
      ready.remove(flow);
      throw e;
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }

  private final class KafkaUpload implements Upload {
    private final String topic;
    private final int partition;
    private final String id;
    private final List<Long> offsets = new ArrayList<>();
    private final MessageDigest digest;
    private long bytes;
    private @Nullable Future<RecordMetadata> underWay;

    KafkaUpload(String topic, int partition, String id) {
      this.topic = topic;
      this.partition = partition;
      this.id = id;
      try {
        this.digest = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException(impossible);
      }
    }

    @Override
    public void add(byte[] piece) {
      digest.update(piece);
      bytes += piece.length;
      settle();
      try {
        underWay =
            producer.send(
                new ProducerRecord<>(
                    topic, partition, id.getBytes(StandardCharsets.US_ASCII), piece));
      } catch (KafkaException e) {
        throw new BrokerAway("A piece of a large body was not taken", e);
      }
    }

    @Override
    public LargeBody end() {
      settle();
      return new LargeBody(
          new BodyReference(partition, id, bytes, offsets),
          bytes,
          HexFormat.of().formatHex(digest.digest()));
    }

    private void settle() {
      if (underWay == null) {
        return;
      }
      try {
        offsets.add(underWay.get(PATIENCE_SECONDS, TimeUnit.SECONDS).offset());
        underWay = null;
      } catch (ExecutionException | TimeoutException e) {
        throw new BrokerAway("A piece of a large body was not acknowledged", e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new BrokerAway("Stopped while a large body was stored", e);
      }
    }
  }
}
