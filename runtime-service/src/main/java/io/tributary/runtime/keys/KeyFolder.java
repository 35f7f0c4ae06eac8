package io.tributary.runtime.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.function.Supplier;

/**
 * A folder of key files, 0700 and 0600. A key is made when it is first asked for and never changed;
 * losing the folder means losing what was encrypted with it, so it belongs into a backup of its
 * own.
 */
public final class KeyFolder {
  private static final int KEY_BYTES = 32;
  private final Path folder;

  public KeyFolder(Path folder) {
    this.folder = folder;
  }

  /** 256 random bits under this name. */
  public byte[] key(String name) {
    return content(
        name,
        () -> {
          byte[] key = new byte[KEY_BYTES];
          new SecureRandom().nextBytes(key);
          return key;
        });
  }

  /** Whether the file is there. */
  public boolean has(String name) {
    return Files.exists(folder.resolve(name));
  }

  /**
   * The file's content; made by the maker where it does not exist yet.
   *
   * @throws UncheckedIOException where the folder cannot be written or the file not be read
   */
  public byte[] content(String name, Supplier<byte[]> maker) {
    try {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      var file = folder.resolve(name);
      if (!Files.exists(file)) {
        make(file, maker.get());
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The key file \"%s\" cannot be made or read. Check the folder's owner and space."
              .formatted(name),
          e);
    }
  }

  /** Whole or not at all: two starters at once must not see half a key. */
  private void make(Path file, byte[] content) throws IOException {
    var owner = PosixFilePermissions.fromString("rw-------");
    var draft =
        Files.createTempFile(
            folder, file.getFileName() + ".", ".new", PosixFilePermissions.asFileAttribute(owner));
    try {
      Files.write(draft, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException madeByAnother) {
      // The other one's key counts.
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
