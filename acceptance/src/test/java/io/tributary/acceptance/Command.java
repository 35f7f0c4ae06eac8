package io.tributary.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code ./tributary}, run as a person runs it: on a folder of its own, with the default Java. */
record Command(Path root, Path home, int port) {

  /** What a run printed, and how it ended. */
  record Ran(int exit, String output) {}

  Ran run(Duration limit, String... words) throws IOException, InterruptedException {
    return run(limit, Map.of(), words);
  }

  /** With more in its environment. */
  Ran run(Duration limit, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of(root.resolve("tributary").toString()));
    line.addAll(List.of(words));
    var output = home.resolve("output-" + System.nanoTime() + ".log");
    var builder =
        new ProcessBuilder(line)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("TRIBUTARY_HOME", home.toString());
    // The build that runs this test has built everything already.
    builder.environment().put("TRIBUTARY_BUILT", "yes");
    builder.environment().put("CI", "true");
    builder.environment().putAll(environment);
    var process = builder.start();
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + limit + ":\n" + text(output));
    }
    return new Ran(process.exitValue(), text(output));
  }

  private static String text(Path output) throws IOException {
    return java.nio.file.Files.readString(output, StandardCharsets.UTF_8);
  }
}
