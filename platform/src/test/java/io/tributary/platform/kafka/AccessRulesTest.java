package io.tributary.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.platform.kafka.AccessRules.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;

class AccessRulesTest {
  private static final Path DOCUMENT =
      Path.of(System.getProperty("tributary.root", ".."), "docs/kafka.md");

  @Test
  void theDocumentHasTheSameTable() throws IOException {
    assertThat(Files.readString(DOCUMENT)).contains(table());
  }

  @Test
  void onlyTheRunnerAndTheRuntimeReachFlows() {
    assertThat(
            Stream.of(Principal.REGISTRY, Principal.BUILDER)
                .flatMap(principal -> AccessRules.of(principal).stream()))
        .noneMatch(rule -> rule.name().startsWith("flow."));
  }

  @Test
  void aPrefixEndsWithASeparator() {
    assertThat(
            Stream.of(Principal.values())
                .flatMap(principal -> AccessRules.of(principal).stream())
                .filter(Rule::prefixed))
        .hasSizeGreaterThan(5)
        .allSatisfy(rule -> assertThat(rule.name()).matches(".*[.-]"));
  }

  @Test
  void nobodyMayChangeTheCluster() {
    assertThat(
            Stream.of(Principal.values())
                .flatMap(principal -> AccessRules.of(principal).stream())
                .map(Rule::resource))
        .doesNotContain(ResourceType.CLUSTER);
  }

  private static String table() {
    return Stream.of(Principal.REGISTRY, Principal.BUILDER, Principal.RUNTIME, Principal.RUNNER)
        .flatMap(principal -> AccessRules.of(principal).stream())
        .map(AccessRulesTest::line)
        .collect(Collectors.joining("\n"));
  }

  private static String line(Rule rule) {
    return "| %s | %s | `%s`%s | %s |"
        .formatted(
            rule.principal().word(),
            word(rule.resource()),
            rule.name(),
            rule.prefixed() ? " …" : "",
            rule.operations().stream()
                .sorted()
                .map(AccessRulesTest::word)
                .collect(Collectors.joining(", ")));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
