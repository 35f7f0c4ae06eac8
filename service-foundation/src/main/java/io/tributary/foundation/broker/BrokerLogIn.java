package io.tributary.foundation.broker;

import io.tributary.contracts.broker.BrokerAccess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;

/**
 * Gives Spring's Kafka clients what the file {@code tributary.kafka.client-properties} says.
 * Ordered last: the platform names the file in an initializer of its own, ordered first.
 */
public final class BrokerLogIn
    implements ApplicationContextInitializer<ConfigurableApplicationContext>, Ordered {
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    var environment = context.getEnvironment();
    var file = environment.getProperty("tributary.kafka.client-properties");
    if (file == null || file.isBlank()) {
      return;
    }
    Map<String, Object> settings = new HashMap<>();
    BrokerAccess.of("", Path.of(file.strip()))
        .security()
        .forEach((name, value) -> settings.put("spring.kafka.properties." + name, value));
    environment.getPropertySources().addFirst(new MapPropertySource("broker-log-in", settings));
  }
}
