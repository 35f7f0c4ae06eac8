package io.tributary.runner.bodies;

class InMemoryLargeBodiesTest extends LargeBodiesContract {
  private final LargeBodies bodies = new InMemoryLargeBodies();

  @Override
  protected LargeBodies bodies() {
    return bodies;
  }
}
