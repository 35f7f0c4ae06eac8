package io.tributary.containers.starts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.containers.ContainerSpec;
import io.tributary.containers.Exit;
import io.tributary.containers.Mount;
import io.tributary.containers.images.ImageStore;
import io.tributary.containers.starts.StartCaches.Training;
import io.tributary.contracts.names.ImageDigest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartCachesTest {
  private static final Exit WELL = new Exit(0, false, false);
  private static final byte[] CACHE = "what a JVM kept".getBytes(UTF_8);

  @TempDir Path folder;
  private ImageStore images;
  private StartCaches caches;
  private ImageDigest image;

  @BeforeEach
  void open() throws Exception {
    images = new ImageStore(folder);
    caches = new StartCaches(images);
    image = image("cms", "io.tributary.host.Main");
  }

  @Test
  void trainingGetsASocketAndNothingElse() throws Exception {
    var containers = new TrainingContainers(CACHE, WELL);

    var training = caches.train(containers, image);

    assertThat(training).isEqualTo(new Training.Made(CACHE.length));
    var spec = containers.started.getFirst();
    assertThat(spec.image()).isEqualTo(image);
    assertThat(spec.command())
        .containsExactly(
            "/opt/java/bin/java",
            "-Dimage=cms",
            "io.tributary.host.training.Train",
            "/run/tributary/s");
    assertThat(spec.mounts()).hasSize(1).noneMatch(Mount::writable);
    assertThat(spec.environment()).isEmpty();
    assertThat(spec.timeLimit()).isPresent();
    try (var left = Files.list(folder.resolve("starts"))) {
      assertThat(left).containsExactly(caches.find(image).orElseThrow());
    }
  }

  @Test
  void workersGetTheCacheOfTheirOwnImageOnly() throws Exception {
    var other = image("email", "io.tributary.host.Main");
    caches.train(new TrainingContainers(CACHE, WELL), image);

    var with = caches.with(ContainerSpec.of("worker-1", image));
    var without = caches.with(ContainerSpec.of("worker-2", other));

    assertThat(with.command())
        .containsExactly(
            "/opt/java/bin/java",
            "-XX:AOTCache=" + StartCaches.CACHE,
            "-Dimage=cms",
            "io.tributary.host.Main");
    assertThat(with.mounts())
        .containsExactly(Mount.readOnly(caches.find(image).orElseThrow(), StartCaches.CACHE));
    assertThat(without).isEqualTo(ContainerSpec.of("worker-2", other));
  }

  @Test
  void cacheThatIsThereIsNotMadeAgain() throws Exception {
    caches.train(new TrainingContainers(CACHE, WELL), image);
    var containers = new TrainingContainers(CACHE, WELL);

    assertThat(caches.train(containers, image)).isEqualTo(new Training.Needless());
    assertThat(containers.started).isEmpty();
  }

  @Test
  void trainingThatFailsLeavesNothingAndSaysWhy() throws Exception {
    var training = caches.train(new TrainingContainers(CACHE, new Exit(137, true, false)), image);

    assertThat(training)
        .isEqualTo(
            new Training.Failed("the training ended with 137, out of memory: last?[31m words"));
    assertThat(folder.resolve("starts")).isEmptyDirectory();
  }

  @Test
  void trainingThatHandsNothingOverFails() throws Exception {
    var training = caches.train(new TrainingContainers(new byte[0], WELL), image);

    assertThat(training).isInstanceOf(Training.Failed.class);
    assertThat(folder.resolve("starts")).isEmptyDirectory();
  }

  @Test
  void removedCacheIsGoneAndOthersStay() throws Exception {
    var other = image("email", "io.tributary.host.Main");
    caches.train(new TrainingContainers(CACHE, WELL), image);
    caches.train(new TrainingContainers(CACHE, WELL), other);

    assertThat(caches.remove(image)).isTrue();

    assertThat(caches.find(image)).isEmpty();
    assertThat(caches.find(other)).isPresent();
    assertThat(caches.remove(image)).isFalse();
  }

  @Test
  void trainingOfAnImageThatIsRemovedMeanwhileLeavesNoCache() throws Exception {
    var containers = new TrainingContainers(CACHE, WELL);
    containers.atStart =
        () -> {
          try {
            images.remove(image);
            caches.remove(image);
          } catch (IOException failure) {
            throw new UncheckedIOException(failure);
          }
        };

    var training = caches.train(containers, image);

    assertThat(training).isEqualTo(new Training.Failed("the image was removed meanwhile"));
    assertThat(folder.resolve("starts")).isEmptyDirectory();
  }

  @Test
  void imageOfAnotherLanguageHasNone() throws Exception {
    var containers = new TrainingContainers(CACHE, WELL);

    var training = caches.train(containers, image("node", "/tributary/host/main.js"));

    assertThat(training).isInstanceOf(Training.Failed.class);
    assertThat(containers.started).isEmpty();
  }

  private ImageDigest image(String name, String main) throws Exception {
    var config =
        """
        {"config": {"Entrypoint": ["/opt/java/bin/java", "-Dimage=%s", "%s"]}}
        """
            .formatted(name, main);
    var digest = digest(config);
    images.writeBlob(digest, new ByteArrayInputStream(config.getBytes(UTF_8)));
    var manifest =
        """
        {"schemaVersion": 2, "layers": [], "config": {"digest": "%s", "size": %d,
         "mediaType": "application/vnd.oci.image.config.v1+json"}}
        """
            .formatted(digest, config.length());
    return images.list(manifest.getBytes(UTF_8));
  }

  private static String digest(String text) throws Exception {
    var hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return "sha256:" + HexFormat.of().formatHex(hash);
  }
}
