package io.tributary.platform.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * An ahead-of-time cache (JEP 514) of one of our own JVMs: what it loads and links, so that it
 * starts and does its first work sooner.
 *
 * <p>The first run of a build trains it and writes it when it ends in order; later runs start from
 * it. A cache that does not fit is passed over by the JVM itself; one of another build is deleted,
 * since it has tens of megabytes and is of no use any more.
 */
public final class StartCache {
  private final Path folder;
  private final String name;
  private final List<Path> classPath;

  /**
   * A cache in a folder.
   *
   * @param name begins the file's name, and those of other builds
   * @param classPath in the order in which the JVM has it
   */
  public StartCache(Path folder, String name, List<Path> classPath) {
    this.folder = folder;
    this.name = name;
    this.classPath = List.copyOf(classPath);
  }

  /**
   * What the JVM is told.
   *
   * @param trainingWasGood whether the run before, if it trained, did its work
   */
  public List<String> flags(boolean trainingWasGood) {
    var cache = cache();
    var training = training(cache);
    try {
      if (trainingWasGood && Files.exists(training)) {
        Files.move(training, cache, StandardCopyOption.REPLACE_EXISTING);
      }
      forgetOtherBuilds(cache.getFileName().toString());
    } catch (IOException unmovable) {
      throw new UncheckedIOException(unmovable);
    }
    return List.of(
        Files.exists(cache) ? "-XX:AOTCache=" + cache : "-XX:AOTCacheOutput=" + training,
        "-Xlog:aot=error,cds=error");
  }

  /** Whether a run of this build has left a cache. */
  public boolean isTrained() {
    return Files.exists(cache()) || Files.exists(training(cache()));
  }

  private Path cache() {
    return folder.resolve(name + "-" + print() + ".aot");
  }

  private static Path training(Path cache) {
    return cache.resolveSibling(cache.getFileName() + ".training");
  }

  private void forgetOtherBuilds(String current) throws IOException {
    try (var caches = Files.newDirectoryStream(folder, name + "-*.aot*")) {
      for (Path cache : caches) {
        if (!cache.getFileName().toString().startsWith(current)) {
          Files.deleteIfExists(cache);
        }
      }
    }
  }

  private String print() {
    var print = new StringBuilder(System.getProperty("java.vm.version"));
    for (Path jar : classPath) {
      try {
        print.append(jar).append(Files.size(jar)).append(Files.getLastModifiedTime(jar));
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
    return Integer.toHexString(print.toString().hashCode());
  }
}
