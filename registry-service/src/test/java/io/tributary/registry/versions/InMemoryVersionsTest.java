package io.tributary.registry.versions;

class InMemoryVersionsTest extends VersionsContract {
  private final Versions versions = new InMemoryVersions();

  @Override
  Versions versions() {
    return versions;
  }
}
