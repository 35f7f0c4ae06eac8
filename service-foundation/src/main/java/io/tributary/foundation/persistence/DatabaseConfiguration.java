package io.tributary.foundation.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * The one data source. {@code tributary.database.url}, {@code .user}, and {@code .password-file}
 * (or {@code .password}); Spring's own {@code spring.datasource.*} names are understood as well.
 */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {

  @Bean
  HikariDataSource dataSource(Environment environment) throws IOException {
    var config = new HikariConfig();
    config.setJdbcUrl(setting(environment, "url", "jdbc:postgresql://127.0.0.1:5432/tributary"));
    config.setUsername(
        environment.getProperty(
            "tributary.database.user", setting(environment, "username", "tributary")));
    config.setPassword(password(environment));
    config.setMaximumPoolSize(
        environment.getProperty("tributary.database.pool", Integer.class, 10));
    config.setMinimumIdle(2);
    // Whoever waits longer is told that the database is away.
    config.setConnectionTimeout(5_000);
    config.setPoolName("tributary");
    return new HikariDataSource(config);
  }

  private static String password(Environment environment) throws IOException {
    var file = environment.getProperty("tributary.database.password-file");
    if (file != null) {
      return Files.readString(Path.of(file)).strip();
    }
    return setting(environment, "password", "");
  }

  private static String setting(Environment environment, String name, String otherwise) {
    return environment.getProperty(
        "tributary.database." + name,
        environment.getProperty("spring.datasource." + name, otherwise));
  }
}
