package io.tributary.platform.pages;

import io.tributary.platform.home.Distribution;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Adds {@code /} and {@code /assets} to the services' context. The files are read when they are
 * asked for: pages that are built later are there without a restart.
 */
@Configuration(proxyBeanMethods = false)
public class PagesConfiguration implements WebMvcConfigurer {
  private final Path files;
  private final URI issuer;

  PagesConfiguration(Environment environment) {
    this.files =
        new Distribution(Path.of(environment.getRequiredProperty("tributary.root"))).pages();
    this.issuer = URI.create(environment.getRequiredProperty("tributary.oidc.issuer"));
  }

  /** Their names hold a digest of their content: a changed file is another one. */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/assets/*")
        .addResourceLocations(new FileSystemResource(files.resolve("assets") + "/"))
        .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
  }

  @Bean
  PageController page() {
    return new PageController(files.resolve("index.html"), PagePolicy.of(issuer));
  }
}
