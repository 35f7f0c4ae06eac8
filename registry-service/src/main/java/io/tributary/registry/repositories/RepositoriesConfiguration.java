package io.tributary.registry.repositories;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the repositories under {@code <tributary.data>/git}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GitSettings.class)
class RepositoriesConfiguration {
  private static final Duration LONGEST_PUSH = Duration.ofHours(1);

  @Bean
  RepositoryFolders repositoryFolders(Environment environment, Clock clock) throws IOException {
    IsolatedSystem.install();
    String data =
        environment.getProperty(
            "tributary.data", System.getProperty("user.home") + "/.tributary/data");
    var folders = new RepositoryFolders(Path.of(data).toAbsolutePath().resolve("git"));
    folders.sweep(clock.instant().minus(LONGEST_PUSH));
    return folders;
  }
}
