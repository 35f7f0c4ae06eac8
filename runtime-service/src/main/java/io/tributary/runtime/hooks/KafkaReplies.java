package io.tributary.runtime.hooks;

import io.tributary.contracts.steps.MessageHeaders;
import io.tributary.runtime.topics.BrokerAway;
import io.tributary.runtime.topics.TopicSpec;
import io.tributary.runtime.topics.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hears the answers of flows on this door's own topic, from its end on: who waited before a restart
 * waits no more. While it cannot hear, callers are not made to wait.
 */
@Component
final class KafkaReplies implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(KafkaReplies.class);
  private static final Duration REST = Duration.ofSeconds(2);

  private final IngressSettings settings;
  private final Topics topics;
  private final ConcurrentMap<String, CompletableFuture<Door.Reply>> waiting =
      new ConcurrentHashMap<>();
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile boolean hearing;
  private volatile boolean running;

  KafkaReplies(IngressSettings settings, Topics topics) {
    this.settings = settings;
    this.topics = topics;
  }

  String topic() {
    return settings.replyTopic();
  }

  /** The answer to come; empty while answers cannot be heard. */
  Optional<CompletableFuture<Door.Reply>> expect(String execution) {
    if (!hearing) {
      return Optional.empty();
    }
    var reply = new CompletableFuture<Door.Reply>();
    waiting.put(execution, reply);
    return Optional.of(reply);
  }

  void forget(String execution) {
    waiting.remove(execution);
  }

  @Override
  public void start() {
    running = true;
    Thread.ofPlatform().daemon().name("ingress-replies").start(this::run);
  }

  @Override
  public void stop() {
    running = false;
    stop.countDown();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void run() {
    while (running) {
      try {
        topics.create(List.of(TopicSpec.replies(topic())));
        hear();
      } catch (BrokerAway | KafkaException e) {
        LOG.warn("Replies are not heard, trying again: {}", e.getMessage());
      } finally {
        hearing = false;
      }
      rest();
    }
  }

  private void hear() {
    var configuration = settings.broker().settings();
    configuration.put(ConsumerConfig.CLIENT_ID_CONFIG, "replies-" + settings.ingress());
    configuration.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    configuration.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    var bytes = new ByteArrayDeserializer();
    try (var consumer = new KafkaConsumer<>(configuration, bytes, bytes)) {
      var partition = new TopicPartition(topic(), 0);
      consumer.assign(List.of(partition));
      consumer.seekToEnd(List.of(partition));
      // Only when the position is known is nothing missed that is answered from now on.
      consumer.position(partition);
      hearing = true;
      while (running) {
        consumer.poll(Duration.ofSeconds(1)).forEach(this::deliver);
      }
    } catch (WakeupException stopped) {
      LOG.debug("Replies end");
    }
  }

  private void deliver(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null) {
      return;
    }
    var caller = waiting.remove(new String(record.key(), StandardCharsets.UTF_8));
    if (caller != null) {
      caller.complete(reply(record));
    }
  }

  private static Door.Reply reply(ConsumerRecord<byte[], byte[]> record) {
    int status = 200;
    var headers = new HashMap<String, String>();
    for (var header : record.headers()) {
      String value =
          header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
      if (header.key().equals(MessageHeaders.REPLY_STATUS) && value.matches("[2-5][0-9]{2}")) {
        status = Integer.parseInt(value);
      } else if (header.key().startsWith(MessageHeaders.REPLY_HEADER_PREFIX)) {
        headers.put(header.key().substring(MessageHeaders.REPLY_HEADER_PREFIX.length()), value);
      }
    }
    return new Door.Reply(status, headers, record.value() == null ? new byte[0] : record.value());
  }

  private void rest() {
    try {
      if (stop.await(REST.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("Replies stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      running = false;
    }
  }
}
