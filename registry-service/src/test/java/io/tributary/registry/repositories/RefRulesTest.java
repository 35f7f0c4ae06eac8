package io.tributary.registry.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RefRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "refs/heads/main",
        "refs/heads/feature/x_1",
        "refs/tags/v1.0.0",
        "refs/tags/v2.0.0-rc.1"
      })
  void branchesAndVersionTagsPass(String ref) {
    assertThat(RefRules.fault(ref)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "refs/tributary/versions/1.0.0",
        "refs/heads/../x",
        "refs/heads/a\u0007b",
        "refs/heads/.hidden",
        "refs/tags/latest",
        "refs/tags/v1",
        "refs/notes/commits",
        "refs/changes/01",
        "HEAD"
      })
  void nothingElseDoes(String ref) {
    assertThat(RefRules.fault(ref)).isPresent();
  }
}
