package io.tributary.containers.removal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.containers.Container;
import io.tributary.containers.ContainerSpec;
import io.tributary.containers.Containers;
import io.tributary.containers.Engine;
import io.tributary.containers.images.ImageStore;
import io.tributary.containers.images.SampleImage;
import io.tributary.containers.images.SampleLayer;
import io.tributary.containers.starts.StartCaches;
import io.tributary.contracts.names.ImageDigest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoveImageTest {
  @TempDir private Path folder;
  private final Set<ImageDigest> inTheEngine = new HashSet<>();
  private ImageStore images;
  private StartCaches caches;
  private RemoveImage removeImage;
  private ImageDigest image;

  @BeforeEach
  void imageHasAllThatCanBeMadeOfIt() throws Exception {
    images = new ImageStore(folder);
    caches = new StartCaches(images);
    removeImage = new RemoveImage(images, caches, new Copies(inTheEngine));
    image = new SampleImage().withLayer(new SampleLayer().file("/a", "one")).listedIn(images);
    Files.writeString(folder.resolve("starts/" + image.value().substring(7) + ".aot"), "cache");
    inTheEngine.add(image);
  }

  @Test
  void imageGoesWithAllThatWasMadeOfIt() throws Exception {
    assertThat(caches.find(image)).isPresent();

    assertThat(removeImage.remove(image)).isTrue();

    assertThat(images.has(image)).isFalse();
    assertThat(caches.find(image)).isEmpty();
    assertThat(inTheEngine).isEmpty();
    assertThat(removeImage.remove(image)).isFalse();
  }

  @Test
  void whatACrashLeftOfItGoesWithoutTheImage() throws Exception {
    images.remove(image);

    assertThat(removeImage.remove(image)).isTrue();

    assertThat(caches.find(image)).isEmpty();
    assertThat(inTheEngine).isEmpty();
  }

  /** An engine that has copies and runs nothing. */
  private record Copies(Set<ImageDigest> images) implements Containers {
    @Override
    public Engine engine() {
      return new Engine(Engine.Kind.DOCKER, "fake", "nothing");
    }

    @Override
    public Container start(ContainerSpec spec) {
      throw new UnsupportedOperationException("It runs nothing.");
    }

    @Override
    public List<Container> running(Map<String, String> labels) {
      return List.of();
    }

    @Override
    public boolean forget(ImageDigest image) {
      return images.remove(image);
    }

    @Override
    public void close() {}
  }
}
