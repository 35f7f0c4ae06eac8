package io.tributary.containers.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.contracts.names.ImageDigest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A small image of sample layers. */
public final class SampleImage {
  private final List<byte[]> layers = new ArrayList<>();

  public SampleImage withLayer(SampleLayer layer) throws IOException {
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(layer.bytes());
    }
    layers.add(gzip.toByteArray());
    return this;
  }

  public ImageDigest listedIn(ImageStore store) throws IOException, ImageBroken {
    for (byte[] part : parts()) {
      store.writeBlob(Digests.of(part), new ByteArrayInputStream(part));
    }
    return store.list(manifest());
  }

  ImageDigest digest() {
    return new ImageDigest(Digests.of(manifest()));
  }

  /** The image's own parts; {@link #manifest} comes beside them. */
  List<String> digests() {
    return parts().stream().map(Digests::of).toList();
  }

  /**
   * Writes an OCI layout.
   *
   * @param afterParts is done between the parts and the manifest
   */
  void archive(OutputStream out, Pause afterParts) throws IOException, InterruptedException {
    var tar = new TarArchiveOutputStream(out);
    for (byte[] part : parts()) {
      add(tar, "blobs/sha256/" + Digests.of(part).substring(7), part);
    }
    tar.flush();
    afterParts.pass();
    add(tar, "blobs/sha256/" + digest().value().substring(7), manifest());
    var index = ManifestJson.text(Map.of("manifests", List.of(Map.of("digest", digest().value()))));
    add(tar, "index.json", index.getBytes(UTF_8));
    tar.finish();
    out.close();
  }

  /** Waits for something. */
  interface Pause {
    void pass() throws InterruptedException;
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }

  byte[] manifest() {
    return ManifestJson.text(
            Map.of(
                "schemaVersion",
                2,
                "config",
                blob("application/vnd.oci.image.config.v1+json", config()),
                "layers",
                layers.stream()
                    .map(layer -> blob("application/vnd.oci.image.layer.v1.tar+gzip", layer))
                    .toList()))
        .getBytes(UTF_8);
  }

  private List<byte[]> parts() {
    var parts = new ArrayList<>(layers);
    parts.add(config());
    return parts;
  }

  private static byte[] config() {
    return ManifestJson.text(
            Map.of(
                "config",
                Map.of(
                    "Entrypoint", List.of("/bin/main"),
                    "Cmd", List.of("--serve"),
                    "Env", List.of("MODE=a=b"),
                    "WorkingDir", "/work")))
        .getBytes(UTF_8);
  }

  private static Map<String, Object> blob(String type, byte[] bytes) {
    return Map.of("mediaType", type, "digest", Digests.of(bytes), "size", bytes.length);
  }
}
