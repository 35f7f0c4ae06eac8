package io.tributary.runtime.quotas;

class InMemoryTalliesTest extends TalliesContract {
  @Override
  Tallies empty() {
    return new InMemoryTallies();
  }
}
