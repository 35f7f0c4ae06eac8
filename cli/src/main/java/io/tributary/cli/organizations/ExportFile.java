package io.tributary.cli.organizations;

import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * An export as it comes to lie on disk: under another name, which only its owner reads, until it
 * was read through whole. One that was cut off never looks like an export.
 */
record ExportFile(Path path) {

  /** Writes the bytes of the archive. */
  @FunctionalInterface
  interface Source {
    void write(OutputStream out) throws IOException;
  }

  /** What a whole one has. */
  record Whole(int entries, long bytes) {}

  /**
   * Keeps the archive.
   *
   * @throws Failure where the file is there already or cannot be written, or the archive is not
   *     whole; nothing is left then
   */
  Whole keep(Source source) {
    if (Files.exists(path)) {
      throw exists();
    }
    var part = part();
    try {
      try (var out = Files.newOutputStream(part)) {
        source.write(out);
      }
      var whole = new Whole(entries(part), Files.size(part));
      Files.move(part, path);
      return whole;
    } catch (FileAlreadyExistsException faster) {
      throw exists();
    } catch (IOException brokenOff) {
      throw new Failure(
          ExitCode.UNEXPECTED,
          "export-broken-off",
          "The export is not whole: %s. Nothing was kept.".formatted(brokenOff.getMessage()),
          "Is the disk full? Otherwise take it again.");
    } finally {
      discard(part);
    }
  }

  private Path part() {
    var folder = path.toAbsolutePath().getParent();
    try {
      return Files.createTempFile(folder, "." + path.getFileName() + "-", ".part");
    } catch (IOException unwritable) {
      throw Failure.usage(path + " cannot be written.", "Name another file: --to FILE");
    }
  }

  /** Reads every entry to its end; the directory, which comes last, says what it must give. */
  private static int entries(Path file) throws IOException {
    try (var zip = new ZipFile(file.toFile())) {
      for (var entry : zip.stream().toList()) {
        requireWhole(zip, entry);
      }
      return zip.size();
    }
  }

  private static void requireWhole(ZipFile zip, ZipEntry entry) throws IOException {
    try (var in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      in.transferTo(OutputStream.nullOutputStream());
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw new ZipException(entry.getName() + " is not what was written");
      }
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException stays) {
      // Its name says what it is.
      return;
    }
  }

  private Failure exists() {
    return new Failure(
        ExitCode.CONFLICT,
        "file-exists",
        path + " is there already.",
        "Name another file: --to FILE");
  }
}
