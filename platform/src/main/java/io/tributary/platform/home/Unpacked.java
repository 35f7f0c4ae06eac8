package io.tributary.platform.home;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A folder that holds an archive's content, laid out once for all platforms of this machine.
 *
 * <p>It appears by a rename, so a folder that is there is whole; two starts at once wait for each
 * other at a lock file.
 */
public final class Unpacked {
  private Unpacked() {}

  /** Unpacks a {@code .tar.gz}, or the {@code .txz} inside a {@code .jar}, unless done before. */
  public static Path once(Path archive, Path folder) {
    if (Files.isDirectory(folder)) {
      return folder;
    }
    try {
      Files.createDirectories(folder.getParent());
      var lock = folder.resolveSibling(folder.getFileName() + ".lock");
      try (var channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var _ = channel.lock()) {
        if (!Files.isDirectory(folder)) {
          layOut(archive, folder);
        }
      }
      return folder;
    } catch (IOException broken) {
      throw new StartRefused(
          "cannot-unpack",
          "Unpacking " + archive.getFileName() + " into " + folder + " failed.",
          "See that the disk has room and that the folder can be written, then start again.",
          broken);
    }
  }

  public static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException undeletable) {
      throw new UncheckedIOException(undeletable);
    }
  }

  private static void layOut(Path archive, Path folder) throws IOException {
    var temporary = folder.resolveSibling(folder.getFileName() + ".new");
    delete(temporary);
    Files.createDirectories(temporary);
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(archive), 1 << 16)) {
      untar(archive.toString().endsWith(".jar") ? innerArchive(raw) : unzipped(raw), temporary);
    }
    Files.move(top(temporary), folder);
    Files.deleteIfExists(temporary);
  }

  /** Archives often hold one folder that holds the rest. */
  private static Path top(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      var all = files.toList();
      return all.size() == 1 && Files.isDirectory(all.getFirst()) ? all.getFirst() : folder;
    }
  }

  private static InputStream unzipped(InputStream raw) throws IOException {
    return new GZIPInputStream(raw, 1 << 16);
  }

  private static InputStream innerArchive(InputStream raw) throws IOException {
    var jar = new ZipInputStream(raw);
    for (var entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
      if (entry.getName().endsWith(".txz")) {
        return new XZInputStream(jar);
      }
    }
    throw new IOException("no .txz inside");
  }

  private static void untar(InputStream stream, Path folder) throws IOException {
    try (var tar = new TarArchiveInputStream(stream)) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
          throw new IOException("entry leaves the folder: " + entry.getName());
        }
        write(tar, entry, target);
      }
    }
  }

  private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(tar, target);
    if ((entry.getMode() & 0100) != 0) {
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }
}
