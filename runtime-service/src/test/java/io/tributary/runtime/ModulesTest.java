package io.tributary.runtime;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {
  @Test
  void featuresKnowEachOtherOnlyByWhatTheyOffer() {
    ApplicationModules.of(RuntimeApplication.class).verify();
  }
}
