package io.tributary.demo.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * node-quickbooks, which nobody here wrote, takes the emulator for QuickBooks. Needs Node.js and
 * npm.
 */
class NodeQuickbooksIT {
  private static final Path SOURCES = Path.of("src/test/node-quickbooks");
  private static final Path FOLDER = Path.of("target/node-quickbooks");

  @Test
  void nodeQuickbooksFindsWhatItKnowsFromQuickbooks() throws Exception {
    for (var file : List.of("package.json", "package-lock.json", "check.mjs")) {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(file), Files.readAllBytes(SOURCES.resolve(file)));
    }
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline");
    var options = Options.usual().withPort(0);
    try (var emulator = Emulator.start(options, InstantSource.system())) {
      var told = run("node", "check.mjs", emulator.address(), emulator.realm());

      System.out.print(told);
      assertThat(told.lines().filter(line -> line.startsWith("ok "))).hasSize(10);
    }
  }

  /** What it printed; the test fails where it failed. */
  private static String run(String... command) throws IOException, InterruptedException {
    var output = FOLDER.resolve(command[0] + ".log");
    var process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(3, TimeUnit.MINUTES);
    process.destroyForcibly();
    assertThat(ended && process.exitValue() == 0)
        .as("%s: %s", String.join(" ", command), Files.readString(output))
        .isTrue();
    return Files.readString(output);
  }
}
