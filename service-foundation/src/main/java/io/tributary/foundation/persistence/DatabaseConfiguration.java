package io.tributary.foundation.persistence;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.transaction.support.TransactionOperations;

/** The database as {@link DatabaseSettings} say: a pool for each role that works. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {

  @Bean
  DatabaseSettings databaseSettings(Environment environment) {
    return DatabaseSettings.of(environment);
  }

  @Bean
  SchemaMigration schemaMigration(DatabaseSettings settings) {
    return new SchemaMigration(settings);
  }

  /** After the migration's beginning, which makes its role. */
  @Bean
  HikariDataSource appConnections(DatabaseSettings settings, SchemaMigration rolesFirst) {
    return pool(settings, settings.app(), "tributary-app");
  }

  @Bean
  HikariDataSource platformConnections(DatabaseSettings settings, SchemaMigration rolesFirst) {
    return pool(settings, settings.platform(), "tributary-platform");
  }

  @Bean
  Database database(
      @Qualifier("appConnections") DataSource app,
      @Qualifier("platformConnections") DataSource platform,
      SchemaMigration migration) {
    return new Database(app, platform, migration.proof());
  }

  @Bean
  TransactionOperations transactions(Database database) {
    return database.transactions();
  }

  private static HikariDataSource pool(DatabaseSettings settings, Login login, String name) {
    var config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    config.setUsername(login.role());
    config.setPassword(login.password());
    config.setMaximumPoolSize(settings.pool());
    config.setMinimumIdle(Math.min(2, settings.pool()));
    // Nothing is sent outside of a transaction.
    config.setAutoCommit(false);
    // Whoever waits longer is told that the database is away.
    config.setConnectionTimeout(5_000);
    config.setPoolName(name);
    return new HikariDataSource(config);
  }
}
