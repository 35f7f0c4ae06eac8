package io.tributary.builder.stages;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainClassesTest {
  @TempDir private Path classes;

  @BeforeEach
  void compiles() throws IOException {
    Files.createDirectories(classes.resolve("acme"));
    Files.createFile(classes.resolve("acme/Add.class"));
  }

  @Test
  void classThatIsThereIsTaken() {
    assertThatCode(() -> require("{\"actions\":{\"add\":{\"main\":\"acme.Add\"}}}"))
        .doesNotThrowAnyException();
  }

  @Test
  void missingClassIsNamedWithItsPlace() {
    assertThatThrownBy(() -> require("{\"actions\":{\"add\":{\"main\":\"acme.Ad\"}}}"))
        .hasMessage(
            "component.json#/actions/add/main: class acme.Ad not found in the jar. Check the"
                + " package name.");
    assertThatThrownBy(() -> require("{\"credentials\":{\"verifier\":\"../Add\"}}"))
        .hasMessageStartingWith("component.json#/credentials/verifier:");
  }

  private void require(String manifest) throws StageFailed, IOException {
    MainClasses.require(manifest, classes, List.of());
  }
}
