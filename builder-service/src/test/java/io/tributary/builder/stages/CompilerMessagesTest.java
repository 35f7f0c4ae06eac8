package io.tributary.builder.stages;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CompilerMessagesTest {
  @Test
  void firstFaultIsNamedWithItsPlaceAndSymbol() {
    var messages =
        read(
            """
            [INFO] Compiling 2 source files with javac [debug release 25] to target/classes
            [ERROR] COMPILATION ERROR :
            [ERROR] /tmp/work/src/main/java/acme/Void.java:[22,15] cannot find symbol
              symbol:   method id()
              location: class acme.Entry
            [ERROR] /tmp/work/src/main/java/acme/Zoo.java:[3,1] ';' expected
            [ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.15.0:compile (default-compile) on project ledger: Compilation failure -> [Help 1]
            """);

    assertThat(messages.first())
        .contains(
            "src/main/java/acme/Void.java:22: cannot find symbol: method id() in class acme.Entry");
    assertThat(messages.code()).isEqualTo("compile-failed");
  }

  @Test
  void missingDependencyIsTheFaultOfThePom() {
    var messages =
        read(
            """
            [ERROR] Failed to execute goal on project ledger: Could not collect dependencies for project acme:ledger:jar:1.4.2
            [ERROR] Failed to read artifact descriptor for acme:none:jar:1.0
            [ERROR] \tCaused by: The following artifacts could not be resolved: acme:none:pom:1.0 (absent): Could not find artifact acme:none:pom:1.0 in tributary (http://127.0.0.1:8077/maven)
            """);

    assertThat(messages.code()).isEqualTo("dependency-missing");
    assertThat(messages.first().orElseThrow())
        .startsWith(
            "pom.xml: The following artifacts could not be resolved: acme:none:pom:1.0 (absent)")
        .endsWith("Check name and version of the dependency.")
        .doesNotContain("127.0.0.1");
  }

  @Test
  void brokenPomIsNamed() {
    var messages =
        read(
            """
            [ERROR] [ERROR] Some problems were encountered while processing the POMs:
            [FATAL] Non-parseable POM /tmp/work/pom.xml: end tag name </project> must match start tag name <build> from line 9 (position: END_TAG seen ...@12:11)  @ line 12, column 11
            """);

    assertThat(messages.first().orElseThrow()).startsWith("Non-parseable POM pom.xml");
  }

  @Test
  void silentFailureHasNoFirstCause() {
    assertThat(read("Killed\n").first()).isEmpty();
  }

  private static CompilerMessages read(String output) {
    var messages = new CompilerMessages();
    output.lines().forEach(messages::read);
    return messages;
  }
}
