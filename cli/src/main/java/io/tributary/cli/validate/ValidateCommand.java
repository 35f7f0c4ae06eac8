package io.tributary.cli.validate;

import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Terminal;
import io.tributary.manifest.Finding;
import io.tributary.manifest.FindingsJson;
import io.tributary.manifest.FindingsText;
import io.tributary.manifest.ManifestReader;
import io.tributary.manifest.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code validate}: every finding at once, in the words of the push. */
@Command(description = "Check a component's folder as a push would; exit code 3 with findings.")
public final class ValidateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description = "The folder, or its component.json.")
  private Path path = Path.of("");

  @Option(names = "--manifest-only", description = "Check component.json and no other file.")
  private boolean manifestOnly;

  @Option(names = "--strict", description = "Warnings and tasks count as errors.")
  private boolean strict;

  public ValidateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path file = file();
    var findings = findings(file);
    boolean wrong = findings.stream().anyMatch(finding -> strict || finding.refuses());
    var exit = wrong ? ExitCode.VALIDATION_FAILED : ExitCode.DONE;
    terminal.print(
        "check   %-37s%s".formatted(ManifestReader.FILE_NAME, FindingsText.summary(findings)));
    if (!findings.isEmpty()) {
      terminal.print("");
      terminal.print(FindingsText.render(findings).stripTrailing());
    }
    terminal.object("validate", exit, FindingsJson.tree(findings));
    return exit.number();
  }

  private Path file() {
    Path file =
        Files.isDirectory(path.toAbsolutePath())
            ? path.toAbsolutePath().resolve(ManifestReader.FILE_NAME)
            : path.toAbsolutePath();
    if (!Files.isRegularFile(file)) {
      throw new Failure(
          ExitCode.NOT_FOUND,
          "manifest-missing",
          "There is no %s.".formatted(file),
          "Name the component's folder: tributary validate DIR");
    }
    return file;
  }

  private List<Finding> findings(Path file) {
    var text = bytes(file);
    var reading = new ManifestReader().read(text);
    var findings = new ArrayList<>(reading.allFindings());
    if (!manifestOnly && reading instanceof Reading.Accepted(var manifest, var _)) {
      findings.addAll(new FolderCheck(file.resolveSibling("")).check(manifest, text));
      findings.sort(null);
    }
    return findings;
  }

  private static byte[] bytes(Path file) {
    try (var in = Files.newInputStream(file)) {
      // One byte more than may be: the reader itself says what is too long.
      return in.readNBytes(ManifestReader.MOST_BYTES + 1);
    } catch (IOException unreadable) {
      throw new Failure(
          ExitCode.UNEXPECTED,
          "manifest-unreadable",
          "%s cannot be read.".formatted(file),
          "Check its permissions.");
    }
  }
}
