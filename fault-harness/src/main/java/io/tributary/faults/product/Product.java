package io.tributary.faults.product;

import io.tributary.faults.process.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ./tributary up} and {@code down} on a folder of its own, and the processes between both.
 * They outlive whoever started them, so all of them are ended by their recorded ids, and only where
 * the command line names this folder.
 *
 * @param root of the project, built
 * @param home what is unpacked once, kept from run to run
 * @param data of this run
 * @param environment what the platform is told beside
 */
record Product(Path root, Path home, Path data, int port, Map<String, String> environment) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration START_LIMIT = Duration.ofMinutes(6);
  private static final Duration END_LIMIT = Duration.ofMinutes(2);

  /** In the order in which they may be ended. */
  private static final List<String> PARTS = List.of("platform", "runner", "keycloak", "postgres");

  Product {
    environment = Map.copyOf(environment);
  }

  /** Returns when everything answers. */
  void up() throws IOException, InterruptedException {
    run("up", START_LIMIT);
  }

  /** Ends everything, in order. */
  void down() throws IOException, InterruptedException {
    run("down", END_LIMIT);
  }

  /** The process of a part, if it runs. */
  Optional<ProcessHandle> process(String part) {
    try {
      long pid =
          JSON.readTree(Files.readString(data.resolve("run").resolve(part + ".json")))
              .path("pid")
              .asLong();
      var commandLine =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
      return commandLine.contains(data.toString()) ? ProcessHandle.of(pid) : Optional.empty();
    } catch (IOException | JacksonException notThere) {
      return Optional.empty();
    }
  }

  /** SIGKILL; gives who it was, when it is gone. */
  Optional<Long> kill(String part) throws Exception {
    var process = process(part);
    if (process.isEmpty()) {
      return Optional.empty();
    }
    long pid = process.get().pid();
    new ProcessBuilder("kill", "-KILL", Long.toString(pid)).start().waitFor();
    if (!Await.until(Duration.ofSeconds(20), () -> isGone(pid))) {
      throw new IOException("SIGKILL did not end %s (%d)".formatted(part, pid));
    }
    return Optional.of(pid);
  }

  /** What is still there after {@link #down}, or instead of it. */
  void killAll() {
    for (var part : PARTS) {
      try {
        kill(part);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      } catch (Exception stays) {
        System.err.println(stays.getMessage());
      }
    }
  }

  /** Passwords of the demo people by e-mail. */
  Map<String, String> logins() throws IOException {
    var logins = new HashMap<String, String>();
    for (var line : Files.readAllLines(data.resolve("demo-logins"))) {
      int blank = line.indexOf(' ');
      if (blank > 0) {
        logins.put(line.substring(0, blank), line.substring(blank + 1));
      }
    }
    return logins;
  }

  int portOf(String part) throws IOException {
    var ports = new Properties();
    try (var reader = Files.newBufferedReader(data.resolve("ports"))) {
      ports.load(reader);
    }
    return Integer.parseInt(Objects.requireNonNull(ports.getProperty(part), part));
  }

  private static boolean isGone(long pid) throws IOException {
    var stat = Path.of("/proc", Long.toString(pid), "stat");
    try {
      var text = Files.readString(stat, StandardCharsets.ISO_8859_1);
      return text.startsWith(" Z", text.lastIndexOf(')') + 1);
    } catch (java.nio.file.NoSuchFileException gone) {
      return true;
    } catch (IOException ended) {
      return !Files.exists(stat);
    }
  }

  private void run(String verb, Duration limit) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(root.resolve("tributary").toString(), verb));
    command.addAll(List.of("--data", data.toString(), "--port", Integer.toString(port)));
    var log = Files.createDirectories(data.resolve("logs")).resolve(verb + ".log");
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("TRIBUTARY_"));
    builder.environment().putAll(environment);
    builder.environment().put("TRIBUTARY_HOME", home.toString());
    // Who runs the harness has built everything.
    builder.environment().put("TRIBUTARY_BUILT", "yes");
    var process = builder.start();
    if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(
          "tributary %s is not done after %d s: read %s".formatted(verb, limit.toSeconds(), log));
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          "tributary %s ended with %d: read %s".formatted(verb, process.exitValue(), log));
    }
  }
}
