package io.tributary.registry;

import io.tributary.foundation.FoundationConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The registry on its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({FoundationConfiguration.class, RegistryConfiguration.class})
public class RegistryApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(RegistryApplication.class, arguments);
  }
}
