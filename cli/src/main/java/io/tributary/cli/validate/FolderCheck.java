package io.tributary.cli.validate;

import io.tributary.icons.IconReader;
import io.tributary.manifest.Finding;
import io.tributary.manifest.Language;
import io.tributary.manifest.Manifest;
import io.tributary.manifest.ManifestReader;
import io.tributary.manifest.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What only the folder can tell: whether the files that a build needs are there, and its icon. */
final class FolderCheck {
  private final Path folder;
  private final IconReader icons = new IconReader();

  FolderCheck(Path folder) {
    this.folder = folder;
  }

  /**
   * Everything that is wrong.
   *
   * @param text the manifest as it is written
   */
  List<Finding> check(Manifest manifest, byte[] text) {
    var findings = new ArrayList<Finding>(icons.read(manifest, text, this::file).allFindings());
    if (manifest.language() == Language.JAVA && isMissing("pom.xml")) {
      findings.add(
          finding(
              "",
              "TB3001",
              Severity.ERROR,
              "A Java component is built by Maven, and there is no pom.xml.",
              "Add one beside component.json."));
    }
    if (manifest.language() == Language.NODEJS && isMissing("package.json")) {
      findings.add(
          finding(
              "",
              "TB3001",
              Severity.ERROR,
              "A Node component needs a package.json.",
              "Add one beside component.json."));
    }
    for (var operation : manifest.operations()) {
      for (var direction : List.of("in", "out")) {
        var path = operation.raw().path("metadata").path(direction);
        if (path.isString() && isMissing(path.asString())) {
          findings.add(
              finding(
                  operation.pointer() + "/metadata/" + direction,
                  "TB3002",
                  Severity.ERROR,
                  "The file %s is not there.".formatted(path.asString()),
                  "Write its path from the folder's root, or the schema itself."));
        }
      }
    }
    return findings;
  }

  private boolean isMissing(String path) {
    Path file = folder.resolve(path.replaceFirst("^\\./", "")).normalize();
    return !file.startsWith(folder.normalize())
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private Optional<byte[]> file(String path, int most) {
    if (isMissing(path)) {
      return Optional.empty();
    }
    try (var in = Files.newInputStream(folder.resolve(path))) {
      return Optional.of(in.readNBytes(most));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  private static Finding finding(
      String pointer, String code, Severity severity, String message, String advice) {
    return new Finding(ManifestReader.FILE_NAME, 1, 1, pointer, code, severity, message, advice);
  }
}
