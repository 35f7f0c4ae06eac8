package io.tributary.registry;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.SendResult;

/** Takes what the outbox sends, as a broker that is always there. */
final class RecordingKafka extends KafkaTemplate<String, String> {
  private final List<Event> events = new CopyOnWriteArrayList<>();

  /** One record on its way. */
  record Event(String topic, String key, String value) {}

  RecordingKafka() {
    super(new DefaultKafkaProducerFactory<>(Map.of()));
  }

  List<Event> events(String topic) {
    return events.stream().filter(event -> event.topic().equals(topic)).toList();
  }

  @Override
  public CompletableFuture<SendResult<String, String>> send(
      String topic, String key, @Nullable String value) {
    events.add(new Event(topic, key, value == null ? "" : value));
    return new CompletableFuture<SendResult<String, String>>()
        .completeAsync(() -> new SendResult<>(null, null));
  }
}
