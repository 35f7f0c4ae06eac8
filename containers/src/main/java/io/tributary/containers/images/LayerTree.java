package io.tributary.containers.images;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Applies layers, lowest first, onto a folder, as the OCI image specification says (whiteouts
 * included), and refuses whatever would reach outside of it. Setuid and setgid bits are dropped.
 */
final class LayerTree {
  /** More than any image of ours unpacks to; a bomb stops here. */
  private static final long MAX_BYTES = 4L << 30;

  private static final int MAX_ENTRIES = 400_000;

  private final Path root;
  private final Map<Path, Set<PosixFilePermission>> folderModes = new HashMap<>();
  private long bytes;
  private int entries;

  LayerTree(Path root) throws IOException {
    this.root = Files.createDirectories(root);
  }

  void apply(InputStream layer) throws IOException, ImageBroken {
    // What this very layer brought must survive an opaque whiteout that comes after it.
    var brought = new HashSet<Path>();
    try (var tar = new TarArchiveInputStream(uncompressed(layer))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (++entries > MAX_ENTRIES) {
          throw new ImageBroken("the image holds more than " + MAX_ENTRIES + " files");
        }
        Path target = inside(entry.getName());
        if (target.equals(root)) {
          continue;
        }
        if (!whiteout(target, brought)) {
          brought.add(target);
          place(entry, target, tar);
        }
      }
    }
  }

  /** Sets the folders' modes, which would have kept us from writing into them before. */
  void finish() throws IOException {
    Files.setPosixFilePermissions(root, mode(0755));
    for (var folder : folderModes.entrySet()) {
      if (Files.isDirectory(folder.getKey(), LinkOption.NOFOLLOW_LINKS)) {
        Files.setPosixFilePermissions(folder.getKey(), folder.getValue());
      }
    }
  }

  private void place(TarArchiveEntry entry, Path target, TarArchiveInputStream tar)
      throws IOException, ImageBroken {
    if (entry.isBlockDevice() || entry.isCharacterDevice() || entry.isFIFO()) {
      throw new ImageBroken("the image holds a device or pipe: " + entry.getName());
    }
    parents(target);
    if (entry.isDirectory()) {
      if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(target);
        Files.createDirectory(target);
      }
      folderModes.put(target, mode(entry.getMode()));
      return;
    }
    remove(target);
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, checkedLink(entry, target));
    } else if (entry.isLink()) {
      Path existing = inside(entry.getLinkName());
      parents(existing);
      if (!Files.isRegularFile(existing, LinkOption.NOFOLLOW_LINKS)) {
        throw new ImageBroken("hard link " + entry.getName() + " leads to no file of the image");
      }
      Files.createLink(target, existing);
    } else {
      bytes += entry.getSize();
      if (bytes > MAX_BYTES) {
        throw new ImageBroken("the image unpacks to more than " + (MAX_BYTES >> 30) + " GiB");
      }
      Files.copy(tar, target);
      Files.setPosixFilePermissions(target, mode(entry.getMode()));
      // A start cache is good for jars of one size and time.
      Files.setLastModifiedTime(target, entry.getLastModifiedTime());
    }
  }

  private boolean whiteout(Path target, Set<Path> brought) throws IOException, ImageBroken {
    String name = String.valueOf(target.getFileName());
    if (!name.startsWith(".wh.")) {
      return false;
    }
    parents(target);
    if (name.equals(".wh..wh..opq")) {
      Path folder = target.resolveSibling(".").normalize();
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        try (var children = Files.newDirectoryStream(folder)) {
          for (Path child : children) {
            if (brought.stream().noneMatch(path -> path.startsWith(child))) {
              remove(child);
            }
          }
        }
      }
      return true;
    }
    Path hidden = target.resolveSibling(name.substring(4)).normalize();
    if (!hidden.startsWith(root) || hidden.equals(root)) {
      throw new ImageBroken("a whiteout leads out of the image: " + name);
    }
    remove(hidden);
    return true;
  }

  private Path inside(String name) throws ImageBroken {
    if (name.indexOf('\0') >= 0 || name.isEmpty()) {
      throw new ImageBroken("the image holds a path that is no path");
    }
    for (String part : name.split("/", -1)) {
      if (part.equals("..")) {
        throw new ImageBroken("a path leads out of the image: " + name);
      }
    }
    Path path = root.resolve("./" + name).normalize();
    if (!path.startsWith(root)) {
      throw new ImageBroken("a path leads out of the image: " + name);
    }
    return path;
  }

  /** Every folder on the way must be a real one: writing through a link could lead anywhere. */
  private void parents(Path target) throws IOException, ImageBroken {
    Path folder = root;
    for (Path part : root.relativize(target)) {
      if (folder.equals(target.getParent())) {
        break;
      }
      folder = folder.resolve(part);
      if (Files.isSymbolicLink(folder)) {
        throw new ImageBroken("a path goes through a link: " + root.relativize(target));
      }
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder);
        folderModes.put(folder, mode(0755));
      }
    }
  }

  /** An absolute link means the image's root, which is where it leads once the image runs. */
  private Path checkedLink(TarArchiveEntry entry, Path target) throws ImageBroken {
    Path link = Path.of(entry.getLinkName());
    Path leads =
        link.isAbsolute()
            ? root.resolve("./" + link).normalize()
            : target.resolveSibling(link).normalize();
    if (!leads.startsWith(root)) {
      throw new ImageBroken(
          "link " + entry.getName() + " leads out of the image: " + entry.getLinkName());
    }
    return link;
  }

  private void remove(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      AtomicFiles.deleteTree(path);
    } else {
      Files.deleteIfExists(path);
    }
  }

  /** Setuid, setgid and sticky bits are not representable here, and so dropped. */
  private static Set<PosixFilePermission> mode(int bits) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    var all =
        new PosixFilePermission[] {
          PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_EXECUTE,
          PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ,
          PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_READ
        };
    for (int bit = 0; bit < all.length; bit++) {
      if ((bits & (1 << bit)) != 0) {
        permissions.add(all[bit]);
      }
    }
    return permissions;
  }

  private static InputStream uncompressed(InputStream layer) throws IOException {
    var peeking = new PushbackInputStream(new BufferedInputStream(layer), 2);
    byte[] start = peeking.readNBytes(2);
    peeking.unread(start);
    boolean gzip = start.length == 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
    return gzip ? new GZIPInputStream(peeking, 1 << 16) : peeking;
  }
}
