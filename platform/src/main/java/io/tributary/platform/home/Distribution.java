package io.tributary.platform.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the build laid out: the parts' archives and class paths.
 *
 * @param root the folder that holds {@code platform/} and {@code deploy/}
 */
public record Distribution(Path root) {

  public Distribution {
    root = root.toAbsolutePath().normalize();
  }

  public Path realm() {
    return root.resolve("deploy/keycloak/realm.json");
  }

  public Path demoPeople() {
    return root.resolve("deploy/keycloak/demo.json");
  }

  /** The built pages; not there where they were not built. */
  public Path pages() {
    return root.resolve("frontend/dist");
  }

  public Path keycloakArchive(String version) {
    return present(parts().resolve("keycloak-" + version + ".tar.gz"));
  }

  public Path postgresArchive(String version) {
    var machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return present(parts().resolve("postgres-" + version + "-" + machine + ".jar"));
  }

  public List<Path> kafkaClassPath() {
    return jars(root.resolve("platform/parts/kafka/target/lib"));
  }

  public List<Path> runnerClassPath() {
    return jars(root.resolve("platform/parts/runner/target/lib"));
  }

  /** The platform's own jar first, then its libraries in a fixed order (an AOT cache needs it). */
  public List<Path> platformClassPath() {
    return Stream.concat(
            Stream.of(present(root.resolve("platform/target/platform-0.1.0.jar"))),
            jars(root.resolve("platform/target/lib")).stream())
        .toList();
  }

  public static String joined(List<Path> classPath) {
    return String.join(":", classPath.stream().map(Path::toString).toList());
  }

  private Path parts() {
    return root.resolve("platform/target/parts");
  }

  private static List<Path> jars(Path folder) {
    try (var files = Files.list(present(folder))) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Path present(Path path) {
    if (!Files.exists(path)) {
      throw new StartRefused(
          "not-built",
          path + " is missing.",
          "Build it: mvn -q -DskipTests package (./tributary up does so by itself).");
    }
    return path;
  }
}
