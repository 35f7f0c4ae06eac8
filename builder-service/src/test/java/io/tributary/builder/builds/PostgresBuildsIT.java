package io.tributary.builder.builds;

import io.tributary.builder.database.TestDatabase;

class PostgresBuildsIT extends BuildsContract {
  @Override
  Builds empty() {
    TestDatabase.clear();
    return new PostgresBuilds(TestDatabase.jdbc(), TestDatabase.transactions());
  }
}
