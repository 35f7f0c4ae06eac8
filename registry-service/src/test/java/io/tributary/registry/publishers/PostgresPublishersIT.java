package io.tributary.registry.publishers;

import io.tributary.registry.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresPublishersIT extends PublishersContract {
  private final JdbcClient database = JdbcClient.create(TestDatabase.migrated());
  private final Publishers publishers = new PostgresPublishers(database);

  @BeforeEach
  void empty() {
    database.sql("truncate registry.publishers cascade").update();
  }

  @Override
  Publishers publishers() {
    return publishers;
  }
}
