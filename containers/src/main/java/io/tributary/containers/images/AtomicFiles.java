package io.tributary.containers.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Files and folders that are there whole or not at all: written aside, synced, renamed. */
final class AtomicFiles {
  private final Path partial;

  AtomicFiles(Path partial) throws IOException {
    this.partial = Files.createDirectories(partial);
  }

  /** Writes a file where the bytes have the wanted digest; returns the digest they have. */
  String write(Path target, InputStream bytes, @Nullable String wanted) throws IOException {
    Path aside = aside();
    var digest = Digests.sha256();
    try {
      try (var out =
          FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        var buffer = new byte[1 << 16];
        for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
          digest.update(buffer, 0, read);
          var chunk = ByteBuffer.wrap(buffer, 0, read);
          while (chunk.hasRemaining()) {
            out.write(chunk);
          }
        }
        out.force(true);
      }
      String found = Digests.text(digest.digest());
      if (wanted == null || wanted.equals(found)) {
        Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
        sync(target);
      }
      return found;
    } finally {
      Files.deleteIfExists(aside);
    }
  }

  void writeText(Path target, String text) throws IOException {
    write(target, new ByteArrayInputStream(text.getBytes(UTF_8)), null);
  }

  /** Deletes a file, for a power cut too; gives whether it was there. */
  boolean delete(Path file) throws IOException {
    boolean deleted = Files.deleteIfExists(file);
    if (deleted) {
      sync(file);
    }
    return deleted;
  }

  /**
   * Deletes a folder that is seen whole until it is gone, and what a crash left of an earlier time;
   * gives whether there was anything.
   */
  boolean deleteFolder(Path folder) throws IOException {
    Path aside = partial.resolve("gone-" + folder.getFileName());
    boolean found = Files.isDirectory(aside, LinkOption.NOFOLLOW_LINKS);
    deleteTree(aside);
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      Files.move(folder, aside, StandardCopyOption.ATOMIC_MOVE);
      sync(folder);
      deleteTree(aside);
      found = true;
    }
    return found;
  }

  /** A name in the partial folder that nobody else uses. */
  Path aside() {
    return partial.resolve(UUID.randomUUID().toString());
  }

  /** Moves a whole folder into place; keeps the other's where somebody was faster. */
  void moveFolder(Path aside, Path target) throws IOException {
    try {
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
      sync(target);
    } catch (FileSystemException e) {
      // That the target is not empty is said by a type of its own on some systems only.
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }

  /** Deletes a folder and what is in it, following no link; nothing happens where it is missing. */
  static void deleteTree(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes attributes)
              throws IOException {
            // A layer may hold folders without write permission; only their owner can change that.
            Files.setPosixFilePermissions(visited, PosixFilePermissions.fromString("rwx------"));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** A rename is only safe against a power cut when its folder is synced too. */
  private static void sync(Path target) throws IOException {
    Path folder = target.getParent();
    if (folder != null) {
      try (var open = FileChannel.open(folder, StandardOpenOption.READ)) {
        open.force(true);
      }
    }
  }
}
