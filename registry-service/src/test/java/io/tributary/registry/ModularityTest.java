package io.tributary.registry;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTest {
  @Test
  void featuresMeetOnlyWhereTheyMay() {
    ApplicationModules.of("io.tributary.registry").verify();
  }
}
