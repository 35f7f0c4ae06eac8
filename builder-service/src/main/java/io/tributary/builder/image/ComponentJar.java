package io.tributary.builder.image;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs a folder of classes so that the same classes give the same bytes: sorted, one time. */
public final class ComponentJar {
  // The first moment that a ZIP entry can carry, without a time zone in it.
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 0);

  private ComponentJar() {}

  public static void write(Path classes, Path jar) throws IOException {
    try (var files = Files.walk(classes);
        var zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(jar)))) {
      var sorted =
          files
              .filter(Files::isRegularFile)
              .map(file -> classes.relativize(file).toString())
              .sorted()
              .toList();
      for (var name : sorted) {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        Files.copy(classes.resolve(name), zip);
        zip.closeEntry();
      }
    }
  }
}
