package io.tributary.builder.stages;

import static io.tributary.builder.builds.BuildFixtures.aBuild;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.builder.log.BuildLogs;
import io.tributary.foundation.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CollectTest {
  @TempDir private Path folder;
  private BuildSite site;

  @BeforeEach
  void opens() throws IOException {
    var log = new BuildLogs(folder, Json.mapper(), Clock.systemUTC()).open(aBuild(1).id());
    site = BuildSite.open(aBuild(1), folder.resolve("site"), log);
  }

  @AfterEach
  void closes() throws IOException {
    site.close();
    site.log().close();
  }

  @Test
  void classesAndDependenciesAreUnpacked() throws Exception {
    var archive = zip("classes/acme/Add.class", "dependency/b-1.jar", "dependency/a-1.jar");

    var collected = new Collect().collect(site, archive);

    assertThat(collected.classes().resolve("acme/Add.class")).hasContent("bytes");
    assertThat(collected.dependencies())
        .extracting(path -> path.getFileName().toString())
        .containsExactly("a-1.jar", "b-1.jar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../evil.class",
        "classes/../../evil.class",
        "/etc/cron.d/evil",
        "classes//evil.class",
        "dependency/../evil.jar",
        "dependency/sub/evil.jar",
        "dependency/evil.sh",
        "classes/a\\..\\b.class",
        "classes/.hidden/x.class",
        "classes/bell\u0007.class",
        "elsewhere/x.class"
      })
  void nameThatLeadsElsewhereIsRefused(String name) throws IOException {
    var archive = zip("classes/acme/Add.class", name);

    assertThatThrownBy(() -> new Collect().collect(site, archive))
        .isInstanceOfSatisfying(
            StageFailed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo("output-path"));
    assertThat(folder.resolve("evil.class")).doesNotExist();
  }

  @Test
  void namesThatDifferOnlyByCaseAreRefused() throws IOException {
    var archive = zip("classes/acme/Add.class", "classes/acme/ADD.class");

    assertThatThrownBy(() -> new Collect().collect(site, archive)).isInstanceOf(StageFailed.class);
  }

  @Test
  void bombStopsAtTheCap() throws IOException {
    var archive = folder.resolve("bomb.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("classes/Bomb.class"));
      var zeros = new byte[1 << 20];
      for (int mebibyte = 0; mebibyte < 401; mebibyte++) {
        zip.write(zeros);
      }
      zip.closeEntry();
    }

    assertThatThrownBy(() -> new Collect().collect(site, archive))
        .isInstanceOfSatisfying(
            StageFailed.class,
            failed -> assertThat(failed.failure().code()).isEqualTo("output-too-large"));
  }

  @Test
  void archiveWithoutClassesIsRefusedWithAdvice() throws IOException {
    var archive = zip("dependency/a-1.jar");

    assertThatThrownBy(() -> new Collect().collect(site, archive))
        .hasMessageContaining("Is the source under src/main/java?");
  }

  @Test
  void rubbishIsNoArchive() throws IOException {
    var archive = folder.resolve("rubbish.zip");
    Files.write(archive, "rubbish".getBytes(UTF_8));

    assertThatThrownBy(() -> new Collect().collect(site, archive)).isInstanceOf(StageFailed.class);
  }

  private Path zip(String... names) throws IOException {
    var archive = folder.resolve("output.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      for (var name : names) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write("bytes".getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    return archive;
  }
}
