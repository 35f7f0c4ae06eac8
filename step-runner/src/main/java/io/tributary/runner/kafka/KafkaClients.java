package io.tributary.runner.kafka;

import io.tributary.contracts.broker.BrokerAccess;
import io.tributary.contracts.broker.BrokerClients;
import io.tributary.contracts.names.OrganizationName;
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
 * @param broker where it is, and how to log in
 * @param runner this runner's stable name: what it owned before a crash it gets back at once
 */
public record KafkaClients(BrokerAccess broker, String runner) {
  private static final int MIB = 1024 * 1024;

  /** The largest record that is tried; each topic may take less. */
  static final int LARGEST_RECORD = 17 * MIB;

  /** For a step; the broker counts what it reads with all that its organization reads. */
  KafkaConsumer<byte[], byte[]> consumer(OrganizationName organization, String group) {
    var settings = common(BrokerClients.of(organization));
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
    var settings = common(named(name));
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 2_000);
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** For pieces of large bodies, one after the other: a poll gives one, the next is on its way. */
  KafkaConsumer<byte[], byte[]> pieces() {
    var settings = common(named("pieces"));
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

  /** For a step; the broker counts what it writes with all that its organization writes. */
  KafkaProducer<byte[], byte[]> transactional(OrganizationName organization, String group) {
    var settings = lasting(BrokerClients.of(organization));
    settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, group + "." + runner);
    // The transaction of a killed runner blocks its readers for so long at most.
    settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
    // The first send after a commit often meets the broker still ending it: 100 ms is a long while.
    settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 3);
    settings.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 500);
    return open(settings);
  }

  /** For a step's batches whose end is awaited, without a transaction. */
  KafkaProducer<byte[], byte[]> awaited(OrganizationName organization) {
    return open(lasting(BrokerClients.of(organization)));
  }

  /** For batches of everybody's whose end is awaited, without a transaction. */
  KafkaProducer<byte[], byte[]> awaited(String name) {
    return open(lasting(named(name)));
  }

  private static KafkaProducer<byte[], byte[]> open(Map<String, Object> settings) {
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Map<String, Object> lasting(String client) {
    var settings = producer(client);
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
    var settings = producer(named("besides"));
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false);
    settings.put(ProducerConfig.ACKS_CONFIG, "1");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 50);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 8L * MIB);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 200);
    return open(settings);
  }

  Admin admin() {
    return Admin.create(common(named("admin")));
  }

  private Map<String, Object> producer(String client) {
    var settings = common(client);
    settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
    return settings;
  }

  private String named(String name) {
    return runner + "-" + name;
  }

  private Map<String, Object> common(String client) {
    var settings = broker.settings();
    settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, client);
    settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
    settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, 2_000);
    // No reporter: nobody reads JMX here, and hundreds of beans cost memory per step.
    settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    return settings;
  }
}
