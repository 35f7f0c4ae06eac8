package io.tributary.builder.parts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The shipped files on disk, in a folder named by their content: another version of the platform
 * lays out another folder and leaves this one alone.
 */
public final class ShippedParts {
  private static final String RESOURCES = "/tributary/parts/";
  private static final String AGENT = "agent/builder-agent.jar";
  private static final String HOST = "host/component-host.jar";
  private static final String SDK = "host/component-sdk.jar";
  private static final List<String> SHELF =
      List.of("component-sdk", "component-host-java", "component-testkit");

  private final Path folder;

  private ShippedParts(Path folder) {
    this.folder = folder;
  }

  /**
   * Lays the files out where they are not yet.
   *
   * @param version of the platform's own artifacts
   * @throws IOException where the disk refuses, or the builder was packed without its parts
   */
  public static ShippedParts layOut(Path parent, String version) throws IOException {
    var names = names(version);
    var target = parent.resolve(contentName(names)).toAbsolutePath();
    if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      Files.createDirectories(parent);
      var aside = Files.createTempDirectory(parent, "laying-");
      Files.setPosixFilePermissions(aside, PosixFilePermissions.fromString("rwxr-xr-x"));
      for (var name : names) {
        copy(name, aside.resolve(name));
      }
      move(aside, target);
    }
    return new ShippedParts(target);
  }

  /** The jar that runs Maven inside the sandbox. */
  public Path agent() {
    return folder.resolve(AGENT);
  }

  /** The jars of the host layer. */
  public List<Path> host() {
    return List.of(folder.resolve(HOST), folder.resolve(SDK));
  }

  /** The platform's own artifacts in repository layout. */
  public Path shelf() {
    return folder.resolve("shelf");
  }

  private static List<String> names(String version) {
    var shelf =
        SHELF.stream()
            .flatMap(
                artifact -> {
                  var path =
                      "shelf/io/tributary/%s/%s/%s-%s"
                          .formatted(artifact, version, artifact, version);
                  return Stream.of(path + ".jar", path + ".pom");
                });
    return Stream.concat(Stream.of(AGENT, HOST, SDK), shelf).toList();
  }

  private static void copy(String name, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (var in = open(name)) {
      Files.copy(in, target);
    }
  }

  private static void move(Path aside, Path target) throws IOException {
    try {
      Files.move(aside, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      FileSystemUtils.deleteRecursively(aside);
      if (!Files.isDirectory(target)) {
        throw failure;
      }
    }
  }

  private static String contentName(List<String> names) throws IOException {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[64 << 10];
      for (var name : names) {
        try (var in = open(name)) {
          for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            digest.update(buffer, 0, read);
          }
        }
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JDK has SHA-256.", impossible);
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private static InputStream open(String name) throws IOException {
    var in = ShippedParts.class.getResourceAsStream(RESOURCES + name);
    if (in == null) {
      throw new IOException(
          "The builder was packed without its part %s. Build the module with Maven's package phase."
              .formatted(name));
    }
    return in;
  }
}
