package io.tributary.builder.builds;

import io.tributary.builder.database.TestDatabase;
import io.tributary.foundation.persistence.ActsAcross;
import io.tributary.foundation.persistence.Use;

@ActsAcross(Use.BUILDS)
class PostgresBuildsIT extends BuildsContract {
  @Override
  Builds empty() {
    TestDatabase.clear();
    return new PostgresBuilds(TestDatabase.database());
  }
}
