package io.tributary.benchmarks.processes;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Where the programs of a run lie after a build.
 *
 * @param root of the source tree
 * @param profiled whether our processes record themselves (JFR), into the run's folder
 */
public record Programs(Path root, boolean profiled) {
  private static final Path HOST = Path.of("component-host", "java");

  public Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  /**
   * This module with all peers' libraries.
   *
   * @param without leaves out those whose names begin so
   */
  public String peers(String without) {
    var libraries =
        jars(module().resolve("lib"))
            .filter(jar -> without.isEmpty() || !name(jar).startsWith(without))
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator));
    return jar() + File.pathSeparator + libraries;
  }

  /** As {@link #peers}, with the clients that Kafka Streams was released with. */
  public String streams() {
    return joined(module().resolve("streams")) + File.pathSeparator + peers("kafka-clients-");
  }

  public String broker() {
    return joined(root.resolve("platform/parts/kafka/target/lib"));
  }

  public String runner() {
    return joined(root.resolve("platform/parts/runner/target/lib"));
  }

  /** The host, the SDK and our components: what lies in a component's image. */
  public String host() {
    return String.join(
        File.pathSeparator,
        root.resolve(HOST).resolve("target/component-host-java-0.1.0.jar").toString(),
        module().resolve("lib/component-sdk-0.1.0.jar").toString(),
        jar().toString());
  }

  /**
   * The runner's start cache, as the product has it: its first run that ends in order leaves one,
   * the later ones use it.
   */
  public List<String> startCache(Path folder) {
    var cache = cache(folder);
    return List.of(
        (Files.exists(cache) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + cache,
        "-Xlog:aot=error,cds=error");
  }

  /** Whether a runner that ends now writes its start cache first. */
  public boolean isTraining(Path folder) {
    return !Files.exists(cache(folder));
  }

  private static Path cache(Path folder) {
    return folder.resolve("runner.aot");
  }

  /** More flags for one of our processes. */
  public List<String> profiling(Path folder, String name) {
    return profiled
        ? List.of(
            "-XX:StartFlightRecording:jdk.CPUTimeSample#enabled=true,dumponexit=true,filename="
                + folder.resolve(name + "-%p.jfr"))
        : List.of();
  }

  /** Has the recordings written: a host halts, and would leave nothing. */
  public void dump(List<ProcessHandle> recorded, Path folder) {
    if (!profiled) {
      return;
    }
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    for (var process : recorded) {
      try {
        new ProcessBuilder(
                jcmd,
                Long.toString(process.pid()),
                "JFR.dump",
                "filename=" + folder.resolve(process.pid() + ".jfr"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The flags that every image starts the host with. */
  public List<String> hostFlags() {
    try {
      return Files.readAllLines(
          root.resolve(HOST).resolve("src/main/resources/io/tributary/host/jvm-flags"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private Path module() {
    return root.resolve("benchmarks/data-plane/target");
  }

  private Path jar() {
    return module().resolve("benchmarks-data-plane-0.1.0.jar");
  }

  private static String joined(Path folder) {
    return jars(folder).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  private static java.util.stream.Stream<Path> jars(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(file -> name(file).endsWith(".jar")).sorted().toList().stream();
    } catch (IOException missing) {
      throw new UncheckedIOException(
          folder + " is missing: start this by benchmarks/data-plane/run, which builds it.",
          missing);
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
