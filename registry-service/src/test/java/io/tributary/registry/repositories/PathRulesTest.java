package io.tributary.registry.repositories;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"component.json", "src", "Grüße.txt", ".gitignore", "a b", "日本語.md", "x.git"})
  void plainNamesPass(String name) {
    assertThat(PathRules.fault(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".gıt",
        ".GIT",
        "GIT~1",
        ".ｇｉｔ",
        "a\\b",
        "c:d",
        "photo\u202Egnp.exe",
        "zero\u200Bwidth",
        "line\nbreak",
        "no\u00A0break",
        "e\u0301te"
      })
  void namesThatDeceivePeopleOrMachinesDoNot(String name) {
    assertThat(PathRules.fault(name)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(ints = {256, 5000})
  void longNamesDoNot(int length) {
    assertThat(PathRules.fault("a".repeat(length))).isPresent();
  }
}
