package io.tributary.containers.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.containers.images.ImageManifest;
import io.tributary.containers.images.ImageStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * An image as the archive that {@code docker load} takes, streamed from the store's blobs: the
 * Docker form, which every engine reads, and the OCI form beside it, which keeps the manifest's
 * digest where the engine stores images by it.
 */
final class DockerArchive {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final ImageStore images;
  private final ImageManifest image;
  private final String tag;

  DockerArchive(ImageStore images, ImageManifest image, String tag) {
    this.images = images;
    this.image = image;
    this.tag = tag;
  }

  void writeTo(OutputStream target) throws IOException {
    try (var tar = new TarArchiveOutputStream(new BufferedOutputStream(target, 1 << 16))) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      var blobs = new LinkedHashSet<String>();
      blobs.add(image.config().digest());
      image.layers().forEach(layer -> blobs.add(layer.digest()));
      blobs.add(image.digest().value());
      for (String blob : blobs) {
        copy(tar, blob);
      }
      text(tar, "oci-layout", Map.of("imageLayoutVersion", "1.0.0"));
      text(tar, "index.json", index());
      text(tar, "manifest.json", List.of(dockerManifest()));
    }
  }

  private Map<String, Object> index() throws IOException {
    var manifest =
        Map.of(
            "mediaType",
            "application/vnd.oci.image.manifest.v1+json",
            "digest",
            image.digest().value(),
            "size",
            Files.size(images.blob(image.digest().value())),
            "annotations",
            Map.of("io.containerd.image.name", "docker.io/" + tag));
    return Map.of("schemaVersion", 2, "manifests", List.of(manifest));
  }

  private Map<String, Object> dockerManifest() {
    return Map.of(
        "Config",
        path(image.config().digest()),
        "RepoTags",
        List.of(tag),
        "Layers",
        image.layers().stream().map(layer -> path(layer.digest())).toList());
  }

  private void copy(TarArchiveOutputStream tar, String digest) throws IOException {
    var file = images.blob(digest);
    var entry = new TarArchiveEntry(path(digest));
    entry.setSize(Files.size(file));
    entry.setMode(0644);
    tar.putArchiveEntry(entry);
    Files.copy(file, tar);
    tar.closeArchiveEntry();
  }

  private static void text(TarArchiveOutputStream tar, String name, Object json)
      throws IOException {
    byte[] bytes = MAPPER.writeValueAsString(json).getBytes(UTF_8);
    var entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    entry.setMode(0644);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  private static String path(String digest) {
    return "blobs/sha256/" + digest.substring(7);
  }
}
