package io.tributary.icons;

import io.tributary.manifest.Finding;
import io.tributary.manifest.Manifest;
import io.tributary.manifest.ManifestFormat;
import io.tributary.manifest.ManifestReader;
import io.tributary.manifest.PropertyPlace;
import io.tributary.manifest.Severity;
import java.util.List;
import java.util.Optional;

/**
 * Makes an {@link Icon} of the file that a manifest names, or says what is wrong with it.
 *
 * <p>Never throws for what the bytes hold and opens nothing. What they are is told by how they
 * begin, not by their name. At most two files are drawn at a time, each on a thread of its own and
 * for two seconds of a processor: make one reader and keep it.
 */
public final class IconReader {
  /** The largest file that is read: 256 KB. */
  public static final int MOST_BYTES = 256 * 1024;

  /** Where a manifest names none. */
  private static final String USUAL_NAME = "logo.png";

  private final Atelier atelier = new Atelier();

  /** Gives a file's bytes. */
  @FunctionalInterface
  public interface Files {
    /**
     * The bytes of a regular file.
     *
     * @param path from the root, parts joined by slashes
     * @param most reading stops after so many bytes
     * @return empty where there is no such file, or where it is a link or a folder
     */
    Optional<byte[]> file(String path, int most);
  }

  /**
   * Reads the icon of a component.
   *
   * @param text the manifest as it is written: findings about it stand there
   */
  public IconReading read(Manifest manifest, byte[] text, Files files) {
    String named = manifest.about().icon();
    if (named.isEmpty()) {
      // Nobody said that it is an icon: where it can be none, its author hears so and goes on.
      return files
          .file(USUAL_NAME, MOST_BYTES + 1)
          .map(bytes -> read(bytes, USUAL_NAME, Severity.WARNING))
          .orElseGet(IconReading.None::new);
    }
    var severity =
        manifest.format() == ManifestFormat.TRIBUTARY_V1 ? Severity.ERROR : Severity.WARNING;
    return fileAt(named, files)
        .map(bytes -> read(bytes, named, severity))
        .orElseGet(() -> missing(named, text, severity));
  }

  private static Optional<byte[]> fileAt(String named, Files files) {
    String path = named.startsWith("./") ? named.substring(2) : named;
    boolean isOne = List.of(path.split("/", -1)).stream().noneMatch(IconReader::isNoName);
    return isOne ? files.file(path, MOST_BYTES + 1) : Optional.empty();
  }

  private static boolean isNoName(String part) {
    return part.isEmpty() || part.equals(".") || part.equals("..");
  }

  private static IconReading missing(String named, byte[] text, Severity severity) {
    var place = PropertyPlace.in(text, "icon");
    return new IconReading.Refused(
        List.of(
            new Finding(
                ManifestReader.FILE_NAME,
                place.line(),
                place.column(),
                "/icon",
                IconCode.MISSING.code(),
                severity,
                "The file %s is not there.".formatted(Shown.of(named)),
                "Write its path from the repository's root; a link or a folder is no icon.")));
  }

  private IconReading read(byte[] bytes, String name, Severity severity) {
    try {
      return new IconReading.Made(atelier.draw(bytes));
    } catch (IconRefused refused) {
      return new IconReading.Refused(
          refused.faults().stream().map(fault -> finding(fault, name, severity)).toList());
    }
  }

  private static Finding finding(Fault fault, String name, Severity severity) {
    return new Finding(
        name,
        fault.spot().line(),
        fault.spot().column(),
        fault.path(),
        fault.code().code(),
        severity,
        fault.message(),
        fault.advice());
  }
}
