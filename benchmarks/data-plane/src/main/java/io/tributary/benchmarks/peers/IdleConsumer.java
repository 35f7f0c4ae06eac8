package io.tributary.benchmarks.peers;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A consumer to which nothing comes.
 *
 * <p>Arguments: bootstrap, group, topic, group protocol, {@code fetch.max.wait.ms}.
 */
public final class IdleConsumer {
  private IdleConsumer() {}

  public static void main(String[] arguments) {
    var settings = new HashMap<String, Object>();
    settings.put("bootstrap.servers", arguments[0]);
    settings.put("group.id", arguments[1]);
    settings.put("group.protocol", arguments[3]);
    settings.put("fetch.max.wait.ms", arguments[4]);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.subscribe(List.of(arguments[2]));
      while (consumer.poll(Duration.ofSeconds(10)).isEmpty()) {
        Thread.onSpinWait();
      }
    }
  }
}
