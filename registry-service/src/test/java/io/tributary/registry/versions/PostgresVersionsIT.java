package io.tributary.registry.versions;

import io.tributary.registry.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;

class PostgresVersionsIT extends VersionsContract {
  private final JdbcClient database = JdbcClient.create(TestDatabase.migrated());
  private final Versions versions = new PostgresVersions(database);

  @BeforeEach
  void onePublisher() {
    database.sql("truncate registry.publishers cascade").update();
    database.sql("insert into registry.publishers values ('acme', 'acme', 'acme', now())").update();
  }

  @Override
  Versions versions() {
    return versions;
  }
}
