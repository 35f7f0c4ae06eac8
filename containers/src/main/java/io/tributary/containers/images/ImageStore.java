package io.tributary.containers.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.contracts.names.ImageDigest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Images by manifest digest in one folder, shared by every process of this machine: an OCI layout's
 * blobs, an index entry per image, and each image's layers unpacked when first asked for.
 *
 * <p>Whatever is seen here is whole: parts are written aside, checked against their digest, synced
 * and renamed; an image's index entry comes last. Nothing is changed once it is there, so writing
 * the same image twice, at the same time too, is harmless.
 *
 * <p>Images share parts, and a part that is here is not written again. A writer who relied on such
 * a part would lose it to a removal before its own image is listed; so writers hold a lock together
 * from their first part to the index entry, and a removal holds it alone.
 */
public final class ImageStore {
  private static final Pattern BLOB = Pattern.compile("sha256:[0-9a-f]{64}");

  private final Path root;
  private final AtomicFiles files;
  private final StoreLock lock;

  /** Opens the store in this folder, which is made where it is missing. */
  public ImageStore(Path root) throws IOException {
    this.root = root.toAbsolutePath();
    Files.createDirectories(root.resolve("blobs/sha256"));
    Files.createDirectories(root.resolve("images"));
    Files.createDirectories(root.resolve("keys"));
    Files.createDirectories(root.resolve("unpacked"));
    this.files = new AtomicFiles(this.root.resolve("partial"));
    this.lock = StoreLock.of(this.root);
  }

  /** Sixteen hexadecimal digits that name this store on this machine, and so its installation. */
  public String installation() {
    return Digests.of(root.toString().getBytes(UTF_8)).substring(7, 23);
  }

  /** A folder for what others make of this store's images. */
  public Path folder(String name) throws IOException {
    return Files.createDirectories(root.resolve(name));
  }

  /** Whether this image is here, whole. */
  public boolean has(ImageDigest image) {
    return Files.exists(indexEntry(image));
  }

  /** Every image that is here. */
  public List<ImageDigest> images() throws IOException {
    var found = new ArrayList<ImageDigest>();
    try (var entries = Files.newDirectoryStream(root.resolve("images"))) {
      for (Path entry : entries) {
        found.add(new ImageDigest("sha256:" + entry.getFileName()));
      }
    }
    return found;
  }

  /**
   * An image's manifest and configuration.
   *
   * @throws ImageBroken where it is not here
   */
  public ImageManifest read(ImageDigest image) throws IOException, ImageBroken {
    if (!has(image)) {
      throw new ImageBroken("no image " + image + " in the store");
    }
    return ManifestJson.read(image, Files.readAllBytes(blob(image.value())), this::readBlob);
  }

  /** The file of a blob; exists where the image that needs it is here. */
  public Path blob(String digest) {
    if (!BLOB.matcher(digest).matches()) {
      throw new IllegalArgumentException("not a blob digest: " + digest);
    }
    return root.resolve("blobs/sha256").resolve(digest.substring(7));
  }

  /**
   * Keeps a blob. A removal may take it again until an image that refers to it is listed; {@link
   * #importTar} keeps removals out for so long.
   *
   * @throws ImageBroken where the bytes have another digest; nothing is kept then
   */
  public void writeBlob(String digest, InputStream bytes) throws IOException, ImageBroken {
    Path target = blob(digest);
    if (Files.exists(target)) {
      return;
    }
    String found = files.write(target, bytes, digest);
    if (!found.equals(digest)) {
      throw new ImageBroken("a part named " + digest + " has digest " + found);
    }
  }

  /**
   * Lists an image whose blobs are all here; from now on it can be seen.
   *
   * @param manifest the bytes of an OCI or Docker schema 2 image manifest
   * @throws ImageBroken where it is no manifest, or a part is missing
   */
  public ImageDigest list(byte[] manifest) throws IOException, ImageBroken {
    var digest = new ImageDigest(Digests.of(manifest));
    try (var _ = lock.together()) {
      var read = ManifestJson.read(digest, manifest, this::readBlob);
      requirePresent(read.config());
      for (var layer : read.layers()) {
        requirePresent(layer);
      }
      writeBlob(digest.value(), new ByteArrayInputStream(manifest));
      files.writeText(indexEntry(digest), digest.value());
    }
    return digest;
  }

  /** Takes over the one image of an OCI layout archive, as Jib writes it. */
  public ImageDigest importTar(Path archive) throws IOException, ImageBroken {
    try (var _ = lock.together()) {
      return new LayoutArchive(this).read(archive);
    }
  }

  /**
   * Takes an image out: its manifest, configuration and layers, but for what other images refer to,
   * and what was unpacked of it. Nothing runs from it any more. Waits for those who write images.
   *
   * <p>After a crash it goes on where it is called again: the image cannot be seen from the start
   * on, and its manifest, which tells the parts, goes last. Of an image whose manifest is broken
   * only that is known.
   *
   * @return whether there was anything of it
   */
  public boolean remove(ImageDigest image) throws IOException {
    try (var _ = lock.alone()) {
      boolean found = files.delete(indexEntry(image));
      found |= files.deleteFolder(unpackedFolder(image));
      var parts = new LinkedHashSet<>(parts(image));
      for (var other : images()) {
        parts.removeAll(parts(other));
      }
      for (var part : parts) {
        found |= files.delete(blob(part));
      }
      return found;
    }
  }

  /**
   * The image's layers as one folder, read-only by agreement; unpacked on first use.
   *
   * @throws ImageBroken where a layer holds what it must not: a path or link that leaves the image,
   *     a device, a file through a link
   */
  public Path unpacked(ImageDigest image) throws IOException, ImageBroken {
    Path target = unpackedFolder(image);
    if (Files.isDirectory(target)) {
      return target;
    }
    Path aside = files.aside();
    // Or a tree would come to lie here after its image has been removed.
    try (var _ = lock.together()) {
      var manifest = read(image);
      var tree = new LayerTree(aside);
      for (var layer : manifest.layers()) {
        try (var bytes = Files.newInputStream(blob(layer.digest()))) {
          tree.apply(bytes);
        }
      }
      tree.finish();
      files.moveFolder(aside, target);
    } finally {
      AtomicFiles.deleteTree(aside);
    }
    return target;
  }

  /** The image that was kept under this key, a hash of everything it was made from. */
  public Optional<ImageDigest> keyed(String key) throws IOException {
    Path entry = keyEntry(key);
    if (!Files.exists(entry)) {
      return Optional.empty();
    }
    var image = new ImageDigest(Files.readString(entry).strip());
    return has(image) ? Optional.of(image) : Optional.empty();
  }

  /** Remembers under a key which image came out, so that it need not be made again. */
  public void key(String key, ImageDigest image) throws IOException {
    files.writeText(keyEntry(key), image.value());
  }

  /** What an image's manifest refers to, and itself at the end. */
  private List<String> parts(ImageDigest image) throws IOException {
    var parts = new ArrayList<String>();
    try {
      parts.addAll(ManifestJson.parts(readBlob(image.value())));
    } catch (ImageBroken broken) {
      // It cannot be read, and so it uses nothing.
      parts.clear();
    }
    parts.add(image.value());
    return parts;
  }

  private Path unpackedFolder(ImageDigest image) {
    return root.resolve("unpacked").resolve(image.value().substring(7));
  }

  private Path keyEntry(String key) {
    return root.resolve("keys").resolve(Digests.of(key.getBytes(UTF_8)).substring(7));
  }

  private Path indexEntry(ImageDigest image) {
    return root.resolve("images").resolve(image.value().substring(7));
  }

  private byte[] readBlob(String digest) throws IOException, ImageBroken {
    Path file = blob(digest);
    if (!Files.exists(file)) {
      throw new ImageBroken("part " + digest + " is missing");
    }
    if (Files.size(file) > ManifestJson.MAX_BYTES) {
      throw new ImageBroken("part " + digest + " is too large for a configuration");
    }
    return Files.readAllBytes(file);
  }

  private void requirePresent(ImageManifest.Blob part) throws ImageBroken {
    if (!Files.exists(blob(part.digest()))) {
      throw new ImageBroken("part " + part.digest() + " (" + part.mediaType() + ") is missing");
    }
  }
}
