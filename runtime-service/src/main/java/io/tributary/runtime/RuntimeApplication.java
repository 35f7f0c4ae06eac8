package io.tributary.runtime;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.modulith.Modulithic;

/** The runtime service as a process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Modulithic(systemName = "Tributary runtime")
@Import({io.tributary.foundation.FoundationConfiguration.class, RuntimeConfiguration.class})
public class RuntimeApplication {
  public static void main(String[] arguments) {
    SpringApplication.run(RuntimeApplication.class, arguments);
  }
}
