package io.tributary.registry.versions;

import io.tributary.foundation.persistence.ActsAcross;
import io.tributary.foundation.persistence.TestPostgres;
import io.tributary.foundation.persistence.Use;
import io.tributary.registry.TestDatabase;
import org.junit.jupiter.api.BeforeEach;

@ActsAcross(Use.CATALOGUE)
class PostgresVersionsIT extends VersionsContract {
  private final TestPostgres postgres = TestDatabase.migrated();
  private final Versions versions = new PostgresVersions(postgres.database());

  @BeforeEach
  void onePublisher() {
    postgres.raw().sql("truncate registry.publishers cascade").update();
    postgres
        .raw()
        .sql("insert into registry.publishers values ('acme', 'acme', 'acme', now())")
        .update();
  }

  @Override
  Versions versions() {
    return versions;
  }
}
