package io.tributary.houserules;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The rules that a build can check; each says in its {@code because} what to do instead. */
class HouseRulesTest {
  private static final Path CLASSES = Path.of("target", "classes");
  private static final JavaClasses MODULE =
      Files.isDirectory(CLASSES)
          ? new ClassFileImporter().importPath(CLASSES)
          : new ClassFileImporter().importPaths(List.of());

  private static final Path SOURCES = Path.of("src", "main");
  private static final Pattern TELLS_A_JVM =
      Pattern.compile("(\"|^)-X(mx|X:\\+Use)", Pattern.MULTILINE);

  private static final String JDBC =
      "javax\\.sql\\..*|java\\.sql\\.DriverManager|com\\.zaxxer\\..*"
          + "|org\\.springframework\\.jdbc\\.(datasource|support)\\..*"
          + "|org\\.springframework\\.jdbc\\.core\\.(.*JdbcTemplate|simple\\.JdbcClient)"
          + "|org\\.springframework\\.transaction\\.annotation\\..*"
          + "|org\\.springframework\\.transaction\\.(support\\.TransactionTemplate|Platform.*)";

  /** Programs that are not ours, what makes base images, and what only plays the platform. */
  private static final List<String> OTHERS =
      List.of(
          "/kafka/Kafka.java",
          "/keycloak/",
          "/MavenCommand.java",
          "/containers/base/",
          "/tributary/faults/",
          "/tributary/benchmarks/",
          "/houserules/");

  @Test
  void modulesKnowOnlyWhatTheHouseAllows() {
    forbid("io.tributary.manifest..", "what a manifest says must not depend on who runs it")
        .toKnow("org.springframework..", "org.apache.kafka..", "io.tributary.contracts..");
    forbid("io.tributary.sdk..", "an SDK that drags dependencies decides its authors' versions")
        .toKnow("tools.jackson..", "com.fasterxml..", "org.apache..", "org.springframework..");
    forbid("io.tributary.host..", "the host stands in a stranger's image: it knows only a socket")
        .toKnow("org.apache.kafka..", "org.springframework..", "io.tributary.contracts..");
    forbid("io.tributary.runner..", "the data plane is plain Java: wire it in its main method")
        .toKnow("org.springframework..", "io.tributary.sdk..", "io.tributary.host..");
    forbid("io.tributary.contracts..", "contracts hold words, no decisions and no input or output")
        .toKnow("org.springframework..", "org.apache.kafka..", "java.sql..", "java.net.http..");
  }

  @Test
  void servicesNeverMeet() {
    forbid("io.tributary.registry..", "services talk by HTTP and Kafka: add a word to contracts")
        .toKnow("io.tributary.builder..", "io.tributary.runtime..", "io.tributary.runner..");
    forbid("io.tributary.builder..", "services talk by HTTP and Kafka: add a word to contracts")
        .toKnow("io.tributary.registry..", "io.tributary.runtime..", "io.tributary.runner..");
    forbid("io.tributary.runtime..", "services talk by HTTP and Kafka: add a word to contracts")
        .toKnow("io.tributary.registry..", "io.tributary.builder..", "io.tributary.runner..");
  }

  @Test
  void packagesHaveNoCycles() {
    check(
        slices()
            .matching("io.tributary.(**)")
            .should()
            .beFreeOfCycles()
            .because("a cycle hides a missing package: move what both need into one of its own"));
  }

  @Test
  void everyStatementSaysWhoseRowsItMayTouch() {
    check(
        noClasses()
            .that(
                resideInAPackage("io.tributary.registry..")
                    .or(resideInAPackage("io.tributary.builder.."))
                    .or(resideInAPackage("io.tributary.runtime.."))
                    .or(resideInAPackage("io.tributary.foundation..")))
            .and()
            .resideOutsideOfPackage("io.tributary.foundation.persistence..")
            .should()
            .dependOnClassesThat(nameMatching(JDBC))
            .because("adapters get at the database through Database, which asks for a reach"));
  }

  @Test
  void statementsAreSentByAdapters() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.tributary.foundation..")
            .and(
                com.tngtech.archunit.base.DescribedPredicate.not(
                    nameMatching(".*\\.(Postgres\\w+|ProviderChanges|\\w+Configuration)(\\$.*)?")))
            .should()
            .dependOnClassesThat(
                nameMatching(".*\\.foundation\\.persistence\\.(Database|Statements)(\\$.*)?"))
            .because("use cases say a Reach and take TransactionOperations; adapters send SQL"));
  }

  @Test
  void timeAndChanceAreInjected() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage("io.tributary.registry..", "io.tributary.builder..")
            .or()
            .resideInAnyPackage("io.tributary.runtime..", "io.tributary.runner..")
            .should()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(Math.class, "random")
            .because("time comes from an injected Clock, so that tests can move it"));
  }

  @Test
  void fieldsAreNotInjected() {
    check(
        noFields()
            .should()
            .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
            .because("a constructor shows what a class needs"));
  }

  @Test
  void jacksonTwoStaysInAdapters() {
    check(
        noClasses()
            .that(
                com.tngtech.archunit.base.DescribedPredicate.not(
                    resideInAPackage("..adapter..")
                        .or(resideInAPackage("..docker.."))
                        .or(resideInAPackage("..jib.."))
                        .or(resideInAPackage("..keycloak.."))))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.fasterxml.jackson.databind..", "com.fasterxml.jackson.core..")
            .because("own code uses Jackson 3; Jackson 2 stays where a library forces it"));
  }

  @Test
  void tenantsTextIsNeverCode() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.expression..", "javax.script..", "ognl..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo("java.io.ObjectInputStream")
            .because("expressions are JSONata in the component host; nothing is deserialized"));
  }

  /** What a JVM is told is text, so sources are searched; flags that are handed on are not. */
  @Test
  void ourJvmsMakeNoObjectsOfBytes() throws IOException {
    if (!Files.isDirectory(SOURCES)) {
      return;
    }
    try (var files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        var text = Files.readString(file, StandardCharsets.ISO_8859_1);
        boolean ours = OTHERS.stream().noneMatch(other -> file.toString().contains(other));
        if (ours && TELLS_A_JVM.matcher(text).find() && !text.contains("-Djdk.serialFilter=!*")) {
          throw new AssertionError(
              file + " starts a JVM: tell it -Djdk.serialFilter=!* as well (docs/security.md)");
        }
      }
    }
  }

  @Test
  void namesSayWhatThingsAre() {
    check(
        noClasses()
            .should(
                com.tngtech.archunit.lang.conditions.ArchConditions.be(
                    nameMatching(".*(Impl|Utils?|Helper|Manager|Abstract\\w*)$")))
            .because("name the thing by what it is in docs/words.md"));
  }

  @Test
  void routesOfOrganizationsSayWhatTheyNeed() {
    check(
        methods()
            .that(SayWhatTheyNeed.ANSWER_AT_AN_ORGANIZATION)
            .should()
            .beAnnotatedWith("io.tributary.foundation.membership.Needs")
            .because("a route that does not say which permission it takes is closed to everybody"));
  }

  @Test
  void everyPackageIsNullMarked() {
    check(
        classes()
            .that()
            .resideInAPackage("io.tributary..")
            .and()
            .areTopLevelClasses()
            .and()
            .doNotHaveSimpleName("package-info")
            .should(LiveInNullMarkedPackage.INSTANCE)
            .because("add a package-info.java with @NullMarked and one paragraph of purpose"));
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(MODULE);
  }

  private static Prohibition forbid(String packages, String because) {
    return forbidden ->
        check(
            noClasses()
                .that()
                .resideInAPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .because(because));
  }

  private interface Prohibition {
    void toKnow(String... packages);
  }
}
