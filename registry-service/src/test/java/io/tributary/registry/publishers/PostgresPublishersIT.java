package io.tributary.registry.publishers;

import io.tributary.foundation.persistence.TestPostgres;
import io.tributary.registry.TestDatabase;
import org.junit.jupiter.api.BeforeEach;

class PostgresPublishersIT extends PublishersContract {
  private final TestPostgres postgres = TestDatabase.migrated();
  private final Publishers publishers = new PostgresPublishers(postgres.database());

  @BeforeEach
  void empty() {
    postgres.raw().sql("truncate registry.publishers cascade").update();
  }

  @Override
  Publishers publishers() {
    return publishers;
  }
}
