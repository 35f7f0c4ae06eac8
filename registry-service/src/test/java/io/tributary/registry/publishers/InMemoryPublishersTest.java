package io.tributary.registry.publishers;

class InMemoryPublishersTest extends PublishersContract {
  private final Publishers publishers = new InMemoryPublishers();

  @Override
  Publishers publishers() {
    return publishers;
  }
}
