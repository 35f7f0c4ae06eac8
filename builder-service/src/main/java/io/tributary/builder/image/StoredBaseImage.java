package io.tributary.builder.image;

import com.google.cloud.tools.jib.api.DescriptorDigest;
import com.google.cloud.tools.jib.api.DockerClient;
import com.google.cloud.tools.jib.api.ImageDetails;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.image.ImageTarball;
import io.tributary.containers.images.ImageBroken;
import io.tributary.containers.images.ImageManifest;
import io.tributary.containers.images.ImageStore;
import io.tributary.contracts.names.ImageDigest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives Jib a base image out of the store where it expects a Docker engine: Jib asks for layers
 * that it has not cached only, and takes compressed layers as they are, so their digests stay.
 */
final class StoredBaseImage implements DockerClient {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ImageStore store;
  private final ImageManifest image;

  StoredBaseImage(ImageStore store, ImageDigest base) throws IOException {
    this.store = store;
    try {
      this.image = store.read(base);
    } catch (ImageBroken broken) {
      throw new IOException("The base image " + base + " cannot be read.", broken);
    }
  }

  long bytes() {
    return image.layers().stream().mapToLong(ImageManifest.Blob::size).sum();
  }

  @Override
  public boolean supported(Map<String, String> parameters) {
    return true;
  }

  @Override
  public String load(ImageTarball tarball, Consumer<Long> written) {
    throw new UnsupportedOperationException("A base image is only read.");
  }

  @Override
  public ImageDetails inspect(ImageReference reference) throws IOException {
    var config = JSON.readTree(store.blob(image.config().digest()).toFile());
    var layers = new ArrayList<DescriptorDigest>();
    for (var layer : config.path("rootfs").path("diff_ids")) {
      layers.add(digest(layer.asString("")));
    }
    var id = digest(image.config().digest());
    return new ImageDetails() {
      @Override
      public long getSize() {
        return bytes();
      }

      @Override
      public DescriptorDigest getImageId() {
        return id;
      }

      @Override
      public List<DescriptorDigest> getDiffIds() {
        return layers;
      }
    };
  }

  @Override
  public void save(ImageReference reference, Path archive, Consumer<Long> written)
      throws IOException {
    var names = new ArrayList<String>();
    try (var tar =
        new TarArchiveOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
      for (var layer : image.layers()) {
        var name = layer.digest().substring("sha256:".length()) + ".tar.gz";
        add(tar, name, store.blob(layer.digest()));
        names.add(name);
        written.accept(layer.size());
      }
      add(tar, "config.json", store.blob(image.config().digest()));
      var manifest =
          JSON.writeValueAsBytes(
              List.of(Map.of("Config", "config.json", "RepoTags", List.of(), "Layers", names)));
      var entry = new TarArchiveEntry("manifest.json");
      entry.setSize(manifest.length);
      tar.putArchiveEntry(entry);
      tar.write(manifest);
      tar.closeArchiveEntry();
    }
  }

  private static void add(TarArchiveOutputStream tar, String name, Path file) throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(Files.size(file));
    tar.putArchiveEntry(entry);
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }

  private static DescriptorDigest digest(String text) throws IOException {
    try {
      return DescriptorDigest.fromDigest(text);
    } catch (DigestException broken) {
      throw new IOException("The base image names a part without a digest.", broken);
    }
  }
}
