package io.tributary.runtime.quotas;

import io.tributary.runtime.support.RealPostgres;

class PostgresTalliesIT extends TalliesContract {
  @Override
  Tallies empty() {
    return new PostgresTallies(RealPostgres.empty().database());
  }
}
