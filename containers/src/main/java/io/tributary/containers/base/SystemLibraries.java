package io.tributary.containers.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds the C library's files on this machine; in the image they lie where they lie here. */
final class SystemLibraries {
  private static final List<Path> LOADERS =
      List.of(Path.of("/lib64/ld-linux-x86-64.so.2"), Path.of("/lib/ld-linux-aarch64.so.1"));

  private static final List<Path> FOLDERS =
      Stream.of(
              "/lib/x86_64-linux-gnu",
              "/lib/aarch64-linux-gnu",
              "/usr/lib/x86_64-linux-gnu",
              "/usr/lib/aarch64-linux-gnu",
              "/lib64",
              "/usr/lib64")
          .map(Path::of)
          .toList();

  private SystemLibraries() {}

  /** Files of this machine by their path in the image. */
  static Map<String, Path> find() throws IOException {
    var found = new TreeMap<String, Path>();
    for (String name : Data.lines("system-libraries.txt")) {
      Path file =
          FOLDERS.stream()
              .map(folder -> folder.resolve(name))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow(
                  () ->
                      new IOException(
                          "the C library's file "
                              + name
                              + " is not in "
                              + FOLDERS
                              + ": base images are made on Linux with the GNU C library"));
      found.put(file.toString(), file.toRealPath());
    }
    Path loader =
        LOADERS.stream()
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(() -> new IOException("no program loader at any of " + LOADERS));
    found.put(loader.toString(), loader.toRealPath());
    return found;
  }
}
