package io.tributary.builder;

import io.tributary.foundation.FoundationConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The builder on its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({FoundationConfiguration.class, BuilderConfiguration.class})
public class BuilderApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(BuilderApplication.class, arguments);
  }
}
