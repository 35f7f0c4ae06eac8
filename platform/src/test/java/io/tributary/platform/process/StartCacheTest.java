package io.tributary.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCacheTest {
  @TempDir Path folder;
  private Path jar;

  @BeforeEach
  void build() throws IOException {
    jar = Files.writeString(folder.resolve("runner.jar"), "build one");
  }

  @Test
  void theFirstRunTrainsAndTheNextStartFromWhatItLeft() throws IOException {
    var training = file("-XX:AOTCacheOutput=", flags(true));
    assertThat(file("-XX:AOTCacheOutput=", flags(true))).as("nothing left yet").isEqualTo(training);

    Files.writeString(training, "cache");
    var cache = file("-XX:AOTCache=", flags(true));

    assertThat(cache).hasContent("cache");
    assertThat(training).doesNotExist();
    assertThat(file("-XX:AOTCache=", flags(true))).isEqualTo(cache);
  }

  @Test
  void whatABadRunLeftIsTrainedAgain() throws IOException {
    Files.writeString(file("-XX:AOTCacheOutput=", flags(true)), "cut off");

    assertThat(flags(false).getFirst()).startsWith("-XX:AOTCacheOutput=");
  }

  @Test
  void anotherBuildsCacheIsDeletedAndOtherFilesStay() throws IOException {
    var training = file("-XX:AOTCacheOutput=", flags(true));
    Files.writeString(training, "cache");
    var cache = file("-XX:AOTCache=", flags(true));
    var others = Files.writeString(folder.resolve("kafka-12345678.aot"), "another part's");

    Files.writeString(jar, "the second build");

    assertThat(file("-XX:AOTCacheOutput=", flags(true))).isNotEqualTo(training);
    assertThat(cache).doesNotExist();
    assertThat(others).exists();
  }

  private List<String> flags(boolean trainingWasGood) {
    return new StartCache(folder, "runner", List.of(jar)).flags(trainingWasGood);
  }

  private static Path file(String flag, List<String> flags) {
    assertThat(flags.getFirst()).startsWith(flag);
    return Path.of(flags.getFirst().substring(flag.length()));
  }
}
