package io.tributary.runtime.components;

class InMemoryComponentsTest extends ComponentsContract {
  @Override
  Components components() {
    return new InMemoryComponents();
  }
}
