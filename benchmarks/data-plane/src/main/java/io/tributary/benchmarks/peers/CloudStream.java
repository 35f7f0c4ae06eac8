package io.tributary.benchmarks.peers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Spring Cloud Stream with its Kafka binder: as it comes, a function from object to object; tuned,
 * a function from batch to batch of bytes.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class CloudStream {
  private static PeerTask task =
      new PeerTask("", "", List.of(), Work.PASS, PeerTask.Mode.AT_LEAST_ONCE, false);

  public static void main(String[] arguments) {
    task = PeerTask.of(arguments);
    var application = new SpringApplication(CloudStream.class);
    application.setDefaultProperties(settings());
    application.run();
  }

  @Bean
  Function<Map<String, Object>, Map<String, Object>> single() {
    return task.work()::on;
  }

  @Bean
  Function<List<byte[]>, List<Message<byte[]>>> batch() {
    return messages ->
        messages.stream()
            .map(message -> MessageBuilder.withPayload(task.work().on(message)).build())
            .toList();
  }

  private static Map<String, Object> settings() {
    var function = task.tuned() ? "batch" : "single";
    var settings = new HashMap<String, Object>();
    settings.put("spring.main.banner-mode", "off");
    settings.put("spring.cloud.compatibility-verifier.enabled", false);
    settings.put("spring.cloud.function.definition", function);
    settings.put("spring.cloud.stream.kafka.binder.brokers", task.bootstrap());
    settings.put("spring.cloud.stream.kafka.binder.auto-create-topics", false);
    settings.put("spring.cloud.stream.bindings." + function + "-in-0.destination", task.input());
    settings.put("spring.cloud.stream.bindings." + function + "-in-0.group", task.group());
    settings.put("spring.cloud.stream.bindings." + function + "-out-0.destination", task.output());
    if (task.tuned()) {
      settings.put("spring.cloud.stream.bindings.batch-in-0.consumer.batch-mode", true);
      settings.put("spring.cloud.stream.kafka.binder.consumer-properties.max.poll.records", 2_000);
      settings.put("spring.cloud.stream.kafka.binder.producer-properties.batch.size", 128 * 1024);
    }
    return settings;
  }
}
