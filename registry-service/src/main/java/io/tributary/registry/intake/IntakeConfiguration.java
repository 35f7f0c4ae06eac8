package io.tributary.registry.intake;

import io.tributary.icons.IconReader;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One reader of icons for all pushes: it bounds how many are drawn at a time. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

  @Bean
  IconReader iconReader() {
    return new IconReader();
  }
}
