package io.tributary.registry.versions;

class InMemoryIconsTest extends IconsContract {
  private final Icons icons = new InMemoryIcons();

  @Override
  Icons icons() {
    return icons;
  }

  @Override
  ComponentVersion version(String reference) {
    return AVersion.claimed(reference);
  }
}
