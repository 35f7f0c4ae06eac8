package io.tributary.containers.images;

import io.tributary.contracts.names.ImageDigest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import tools.jackson.databind.JsonNode;

/** Reads an OCI layout in a tar archive, part by part, into the store. */
final class LayoutArchive {
  private static final String BLOBS = "blobs/sha256/";

  private final ImageStore store;

  LayoutArchive(ImageStore store) {
    this.store = store;
  }

  ImageDigest read(Path archive) throws IOException, ImageBroken {
    byte[] index = {};
    try (var tar =
        new TarArchiveInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        String name = entry.getName();
        if (!entry.isFile()) {
          continue;
        }
        if (name.equals("index.json")) {
          index = tar.readNBytes(ManifestJson.MAX_BYTES);
        } else if (name.matches(BLOBS + "[0-9a-f]{64}")) {
          store.writeBlob("sha256:" + name.substring(BLOBS.length()), tar);
        }
      }
    }
    if (index.length == 0) {
      throw new ImageBroken("the archive holds no index.json: it is no OCI layout");
    }
    return list(ManifestJson.parse(index, "index"));
  }

  private ImageDigest list(JsonNode index) throws IOException, ImageBroken {
    JsonNode manifests = index.path("manifests");
    if (manifests.size() != 1) {
      throw new ImageBroken("the archive holds " + manifests.size() + " images; it must hold one");
    }
    String digest = manifests.path(0).path("digest").asString("");
    if (!digest.matches("sha256:[0-9a-f]{64}") || !Files.exists(store.blob(digest))) {
      throw new ImageBroken("the archive's index names a manifest that is not in it");
    }
    return store.list(Files.readAllBytes(store.blob(digest)));
  }
}
