package io.tributary.registry.versions;

import io.tributary.foundation.persistence.ActsAcross;
import io.tributary.foundation.persistence.TestPostgres;
import io.tributary.foundation.persistence.Use;
import io.tributary.registry.TestDatabase;
import org.junit.jupiter.api.BeforeEach;

@ActsAcross(Use.CATALOGUE)
class PostgresIconsIT extends IconsContract {
  private final TestPostgres postgres = TestDatabase.migrated();
  private final Versions versions = new PostgresVersions(postgres.database());
  private final Icons icons = new PostgresIcons(postgres.database());

  @BeforeEach
  void onePublisher() {
    postgres.raw().sql("truncate registry.publishers cascade").update();
    postgres
        .raw()
        .sql("insert into registry.publishers values ('acme', 'acme', 'acme', now())")
        .update();
  }

  @Override
  Icons icons() {
    return icons;
  }

  @Override
  ComponentVersion version(String reference) {
    var version = AVersion.claimed(reference);
    versions.add(version);
    return version;
  }
}
