package io.tributary.containers.base;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.containers.ContainerSpec;
import io.tributary.containers.ContainerUser;
import io.tributary.containers.Limits;
import io.tributary.containers.Mount;
import io.tributary.containers.bubblewrap.BubblewrapContainers;
import io.tributary.containers.images.ImageStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseImagesIT {
  private static final Path STORE = Path.of("target", "hidden", "images").toAbsolutePath();

  @TempDir private Path folder;

  @Test
  void comesOutTheSameTwice() throws Exception {
    var one = new ImageStore(STORE);
    var other = new ImageStore(folder.resolve("images"));

    var first = new BaseImages(one).runtime();
    var second = new BaseImages(other).runtime();

    assertThat(second).isEqualTo(first);
    long compressed = one.read(first).layers().stream().mapToLong(layer -> layer.size()).sum();
    System.out.printf("runtime base: %d MB compressed%n", compressed / 1_000_000);
    assertThat(compressed).isLessThan(50_000_000);
  }

  @Test
  void runsMavenWithoutItsScript() throws Exception {
    var images = new ImageStore(STORE);
    var image = new BaseImages(images).javaBuild();
    Path project = Files.createDirectories(folder.resolve("project"));
    ContainerUser.own(project);
    var command = new ArrayList<>(BaseImages.mavenCommand("/work"));
    command.add("--version");

    try (var containers = BubblewrapContainers.open(images, folder.resolve("data"))) {
      var maven =
          containers.start(
              ContainerSpec.of("maven-version", image)
                  .withCommand(command)
                  .withLimits(new Limits(512, 2, 300, 64, 4096))
                  .withMounts(List.of(Mount.writable(project, "/work"))));

      assertThat(maven.exit().get(60, TimeUnit.SECONDS).code()).isZero();
      assertThat(maven.logTail(4_000)).contains("Apache Maven 3.9.16").contains("/opt/maven");
    }
  }
}
