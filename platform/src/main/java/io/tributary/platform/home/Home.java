package io.tributary.platform.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.UUID;

/**
 * The folders of one platform.
 *
 * @param home holds what is unpacked once and shared by all data folders of a person
 * @param data holds what this platform must keep
 */
public record Home(Path home, Path data) {
  // A Unix socket's address ends at 108 bytes; a worker adds its name and the socket's.
  private static final int LONGEST_WORKERS_PATH = 50;

  public Home {
    home = home.toAbsolutePath().normalize();
    data = data.toAbsolutePath().normalize();
  }

  /** {@code TRIBUTARY_HOME}, else {@code ~/.tributary}; the data folder lies in it. */
  public static Path standard(Map<String, String> environment) {
    var named = environment.get("TRIBUTARY_HOME");
    return named == null || named.isBlank()
        ? Path.of(System.getProperty("user.home"), ".tributary")
        : Path.of(named);
  }

  public Path parts() {
    return home.resolve("parts");
  }

  public Path logs() {
    return data.resolve("logs");
  }

  public Path log(String part) {
    return logs().resolve(part + ".log");
  }

  public Path run() {
    return data.resolve("run");
  }

  public Path secrets() {
    return data.resolve("secrets");
  }

  public Path demoLogins() {
    return data.resolve("demo-logins");
  }

  /** Where the start is told line by line; the launcher reads it. */
  public Path startReport() {
    return run().resolve("start.jsonl");
  }

  public Path ofPart(String part) {
    return data.resolve(part);
  }

  /** Short enough for the sockets that lie in it, whatever the data folder is called. */
  public Path workers() {
    var inside = data.resolve("workers");
    if (inside.toString().length() <= LONGEST_WORKERS_PATH) {
      return inside;
    }
    var name = UUID.nameUUIDFromBytes(data.toString().getBytes(StandardCharsets.UTF_8)).toString();
    return Path.of("/tmp", "tributary-" + name.substring(0, 13));
  }

  /** Makes the folders; only their owner may look into them. */
  public Home prepared() {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    try {
      Files.createDirectories(home);
      for (Path folder : new Path[] {data, logs(), run(), secrets(), parts()}) {
        if (!Files.isDirectory(folder)) {
          Files.createDirectories(folder.toAbsolutePath().getParent());
          Files.createDirectory(folder, ownerOnly);
        }
      }
      Files.createDirectories(workers());
    } catch (IOException refused) {
      throw new StartRefused(
          "data-not-writable",
          "The folder " + data + " cannot be written.",
          "Give its owner the right to write, or name another with --data DIR.",
          refused);
    }
    if (!Files.isWritable(data)) {
      throw new StartRefused(
          "data-not-writable",
          "The folder " + data + " cannot be written.",
          "Give its owner the right to write, or name another with --data DIR.");
    }
    return this;
  }

  /** Free bytes on the disk that holds the data. */
  public long freeBytes() {
    try {
      return Files.getFileStore(data).getUsableSpace();
    } catch (IOException unknown) {
      throw new UncheckedIOException(unknown);
    }
  }
}
