package io.tributary.faults.process;

import io.tributary.platform.process.StartCache;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Start caches of the programs of this class path, as the product has them for its own: a JVM that
 * was killed is back in a fraction of the time, and has the processor to itself less long.
 *
 * <p>Beside the harness's other output, or where {@code faults.caches} says.
 */
public final class StartCaches {
  private static final Path FOLDER =
      Path.of(System.getProperty("faults.caches", "target/start-caches")).toAbsolutePath();

  private StartCaches() {}

  /** Whether each of the main classes has one, or cannot have one here. */
  public static boolean areTrained(List<String> mains) {
    return !isPossible() || mains.stream().allMatch(main -> cache(main).isTrained());
  }

  /** Flags of a life that uses the cache, or none where there is no cache. */
  static List<String> use(String main) {
    return isPossible() && cache(main).isTrained() ? cache(main).flags(true) : List.of();
  }

  /** Flags of the life that leaves the cache. */
  static List<String> train(String main) {
    return isPossible() ? cache(main).flags(true) : List.of();
  }

  /**
   * What the programs need of this JVM's class path: no tests. Surefire hides the true one behind a
   * jar of its own.
   */
  static String classPath() {
    var own = System.getProperty("java.class.path", "");
    return Arrays.stream(
            System.getProperty("surefire.test.class.path", own).split(File.pathSeparator))
        .filter(entry -> !entry.isEmpty() && !entry.endsWith("test-classes"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Not from folders of classes: the JVM takes jars only. */
  private static boolean isPossible() {
    return entries().stream().allMatch(Files::isRegularFile);
  }

  private static StartCache cache(String main) {
    try {
      Files.createDirectories(FOLDER);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
    return new StartCache(FOLDER, main, entries());
  }

  private static List<Path> entries() {
    return Arrays.stream(classPath().split(File.pathSeparator)).map(Path::of).toList();
  }
}
