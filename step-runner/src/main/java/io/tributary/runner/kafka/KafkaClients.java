package io.tributary.runner.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Opens clients with the settings that the promises need; each setting that differs from Kafka's
 * default says why.
 *
 * @param bootstrap host:port, comma-separated
 * @param runner this runner's stable name: what it owned before a crash it gets back at once
 */
public record KafkaClients(String bootstrap, String runner) {
  private static final int MIB = 1024 * 1024;

  /** The largest record that is tried; each topic may take less. */
  static final int LARGEST_RECORD = 17 * MIB;

  KafkaConsumer<byte[], byte[]> consumer(String group) {
    var settings = common("consumer-" + group);
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    // A restarted runner takes its own place again instead of waiting for its own death.
    settings.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, runner);
    // Idle CPU decides density: see DESIGN.md for the figures of both protocols.
    settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    // Input and parked topic have as many partitions: equal numbers come to one owner.
    settings.put(
        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
    settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 8_000);
    settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    // Fail loudly: a lost position is not guessed.
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 8 * MIB);
    // An idle step asks seldom; the broker answers at once when something comes.
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 2_000);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** For reading a topic alone, from a place of one's own choosing. */
  KafkaConsumer<byte[], byte[]> reader(String name) {
    var settings = common(name);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 2_000);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** For pieces of large bodies, one after the other: a poll gives one, the next is on its way. */
  KafkaConsumer<byte[], byte[]> pieces() {
    var settings = common("pieces");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    settings.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, MIB);
    settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, MIB);
    settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  KafkaProducer<byte[], byte[]> transactional(String group) {
    var settings = lasting(group);
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "." + runner);
    // The transaction of a killed runner blocks its readers for so long at most.
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
    // The first send after a commit often meets the broker still ending it: 100 ms is a long while.
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 3);
    settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** For batches whose end is awaited, without a transaction. */
  KafkaProducer<byte[], byte[]> awaited(String group) {
    return new KafkaProducer<>(
        lasting(group), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> lasting(String group) {
    var settings = producer("producer-" + group);
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    // A large batch fills requests within this time; without it they leave half empty, which costs
    // the broker more than we do. A small one is flushed by what ends it, hardly later.
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, MIB / 8);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 24L * MIB);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 15_000);
    settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 8_000);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 20_000);
    return settings;
  }

  /** For what may be lost: it never makes the step's thread wait. */
  KafkaProducer<byte[], byte[]> besides() {
    var settings = producer("besides");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 50);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L * MIB);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 200);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  Admin admin() {
    return Admin.create(common("admin"));
  }

  private Map<String, Object> producer(String name) {
    var settings = common(name);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
    return settings;
  }

  private Map<String, Object> common(String name) {
    var settings = new HashMap<String, Object>();
    settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, runner + "-" + name);
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
    // No reporter: nobody reads JMX here, and hundreds of beans cost memory per step.
    settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    return settings;
  }
}
