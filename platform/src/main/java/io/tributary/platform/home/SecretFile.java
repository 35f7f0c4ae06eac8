package io.tributary.platform.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A secret in a file that only its owner can read (mode 600). Never printed: no toString. */
public final class SecretFile {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 24;

  private final Path path;

  public SecretFile(Path path) {
    this.path = path;
  }

  public Path path() {
    return path;
  }

  public boolean exists() {
    return Files.isRegularFile(path);
  }

  public String read() {
    try {
      return Files.readString(path).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The secret; made at the first call: 192 random bits in hexadecimal. */
  public String readOrMake() {
    return exists() ? read() : write(random(BYTES));
  }

  /** Replaces the content as a whole: a crash leaves the old one or the new one. */
  public String write(String content) {
    try {
      var temporary =
          Files.createTempFile(
              path.getParent(),
              path.getFileName().toString(),
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(temporary, content);
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return content;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Random bits in hexadecimal: safe in every file format and every quoted string. */
  public static String random(int bytes) {
    var bits = new byte[bytes];
    RANDOM.nextBytes(bits);
    return HexFormat.of().formatHex(bits);
  }
}
