package io.tributary.builder.builds;

class InMemoryBuildsTest extends BuildsContract {
  @Override
  Builds empty() {
    return new InMemoryBuilds();
  }
}
