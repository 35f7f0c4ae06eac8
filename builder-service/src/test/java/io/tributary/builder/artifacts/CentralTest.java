package io.tributary.builder.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CentralTest {
  @Test
  void defaultUpstreamIsTheOneThatMavenItselfKnows() throws Exception {
    assertThat(Central.address()).hasScheme("https").hasPath("/maven2");
  }
}
