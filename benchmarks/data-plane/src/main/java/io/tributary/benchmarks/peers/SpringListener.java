package io.tributary.benchmarks.peers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;

/**
 * Spring Kafka: as it comes, a listener that sends and does not wait (its position may pass what
 * was not yet sent); tuned, a batch listener that waits for all its sends.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class SpringListener {
  private static PeerTask task =
      new PeerTask("", "", List.of(), Work.PASS, PeerTask.Mode.AT_LEAST_ONCE, false);

  private final KafkaTemplate<byte[], byte[]> template;

  SpringListener(KafkaTemplate<byte[], byte[]> template) {
    this.template = template;
  }

  public static void main(String[] arguments) {
    task = PeerTask.of(arguments);
    var application = new SpringApplication(SpringListener.class);
    application.setDefaultProperties(settings());
    application.run();
  }

  @KafkaListener(
      topics = "${bench.input}",
      groupId = "${bench.group}",
      autoStartup = "${bench.single}")
  @SuppressWarnings("FutureReturnValueIgnored") // as most of its users write it
  void single(ConsumerRecord<byte[], byte[]> record) {
    template.send(task.output(), record.key(), task.work().on(record.value()));
  }

  @KafkaListener(
      topics = "${bench.input}",
      groupId = "${bench.group}",
      batch = "true",
      autoStartup = "${bench.batch}")
  void batch(List<ConsumerRecord<byte[], byte[]>> records) {
    var sends =
        records.stream()
            .map(
                record ->
                    template.send(task.output(), record.key(), task.work().on(record.value())))
            .toArray(CompletableFuture<?>[]::new);
    CompletableFuture.allOf(sends).join();
  }

  private static Map<String, Object> settings() {
    var bytes = "org.apache.kafka.common.serialization.ByteArray";
    var settings = new HashMap<String, Object>();
    settings.put("bench.input", task.input());
    settings.put("bench.group", task.group());
    settings.put("bench.single", !task.tuned());
    settings.put("bench.batch", task.tuned());
    settings.put("spring.main.banner-mode", "off");
    settings.put("spring.kafka.bootstrap-servers", task.bootstrap());
    settings.put("spring.kafka.consumer.auto-offset-reset", "earliest");
    settings.put("spring.kafka.consumer.key-deserializer", bytes + "Deserializer");
    settings.put("spring.kafka.consumer.value-deserializer", bytes + "Deserializer");
    settings.put("spring.kafka.producer.key-serializer", bytes + "Serializer");
    settings.put("spring.kafka.producer.value-serializer", bytes + "Serializer");
    if (task.tuned()) {
      settings.put("spring.kafka.consumer.max-poll-records", 2_000);
      settings.put("spring.kafka.producer.batch-size", "128KB");
    }
    return settings;
  }
}
