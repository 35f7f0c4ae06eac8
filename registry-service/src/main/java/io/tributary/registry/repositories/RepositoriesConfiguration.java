package io.tributary.registry.repositories;

import java.nio.file.Path;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Puts the repositories under {@code <tributary.data>/git}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GitSettings.class)
class RepositoriesConfiguration {

  @Bean
  RepositoryFolders repositoryFolders(Environment environment) {
    IsolatedSystem.install();
    String data =
        environment.getProperty(
            "tributary.data", System.getProperty("user.home") + "/.tributary/data");
    return new RepositoryFolders(Path.of(data).toAbsolutePath().resolve("git"));
  }
}
