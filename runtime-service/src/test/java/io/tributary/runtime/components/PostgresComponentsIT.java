package io.tributary.runtime.components;

import io.tributary.runtime.support.RealPostgres;

class PostgresComponentsIT extends ComponentsContract {
  @Override
  Components components() {
    return new PostgresComponents(RealPostgres.empty().database());
  }
}
