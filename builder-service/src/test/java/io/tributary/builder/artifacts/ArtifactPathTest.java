package io.tributary.builder.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "junit/junit/4.13.2/junit-4.13.2.pom",
        "org/jetbrains/kotlin/2.1.0+build/kotlin-2.1.0+build.jar",
        "com/acme/thing/maven-metadata.xml"
      })
  void pathOfARepositoryIsTaken(String text) {
    assertThat(ArtifactPath.parse(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a/b",
        "../../etc/passwd",
        "junit/../../../etc/passwd",
        "junit/./junit/x.jar",
        "/etc/passwd/x",
        "junit//junit/x.jar",
        "junit/junit/x.jar/",
        "junit/junit/%2e%2e/x.jar",
        "junit/junit/x.jar?y=1",
        "junit/junit/x.jar#y",
        "junit/jun it/4/x.jar",
        "junit\\junit\\4\\x.jar",
        "junit/junit/.hidden/x.jar",
        "junit/junit/4/x.jar\u0000",
        "http://169.254.169.254/latest/meta-data",
        "@evil.test/a/b"
      })
  void trickIsNoPath(String text) {
    assertThat(ArtifactPath.parse(text)).isEmpty();
  }

  @Test
  void ourGroupIsOursHoweverItIsWritten() {
    assertThat(new ArtifactPath("io/tributary/component-sdk/0.1.0/x.jar").isOurs()).isTrue();
    assertThat(new ArtifactPath("IO/Tributary/component-sdk/9/x.jar").isOurs()).isTrue();
    assertThat(new ArtifactPath("io/tributaryx/component-sdk/9/x.jar").isOurs()).isFalse();
  }

  @Test
  void longPathIsNone() {
    assertThat(ArtifactPath.parse("a/b/" + "c".repeat(300))).isEmpty();
    assertThat(ArtifactPath.parse("a/".repeat(40) + "x.jar")).isEmpty();
  }
}
