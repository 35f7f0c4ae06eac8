package io.tributary.containers.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.contracts.names.ImageDigest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A small image of sample layers. */
final class SampleImage {
  private final List<byte[]> layers = new ArrayList<>();

  SampleImage withLayer(SampleLayer layer) throws IOException {
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(layer.bytes());
    }
    layers.add(gzip.toByteArray());
    return this;
  }

  ImageDigest listedIn(ImageStore store) throws IOException, ImageBroken {
    for (byte[] part : parts()) {
      store.writeBlob(Digests.of(part), new ByteArrayInputStream(part));
    }
    return store.list(manifest());
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
