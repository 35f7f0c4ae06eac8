package io.tributary.cli.push;

import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The author's working copy, by the stock git on the path. */
final class GitRepository {
  private final Path folder;

  GitRepository(Path folder) {
    this.folder = folder;
  }

  /** What git said on both streams, line by line, and how it ended. */
  record Ended(int exit, List<String> lines) {
    Ended {
      lines = List.copyOf(lines);
    }
  }

  /** The address of a remote, where there is one of that name. */
  Optional<String> remote(String name) {
    var asked = run(List.of("remote", "get-url", name), Map.of(), _ -> {});
    return asked.exit() == 0 && !asked.lines().isEmpty()
        ? Optional.of(asked.lines().getFirst().strip())
        : Optional.empty();
  }

  /**
   * Pushes HEAD.
   *
   * @param token goes by the environment, never by an argument that other users could read, and
   *     only to this server
   */
  Ended push(URI server, String address, String ref, String token, Consumer<String> shown) {
    int before = Integer.parseInt(System.getenv().getOrDefault("GIT_CONFIG_COUNT", "0"));
    var scope = "http." + server + "/.";
    var environment =
        Map.of(
            "GIT_TERMINAL_PROMPT",
            "0",
            "GIT_CONFIG_COUNT",
            String.valueOf(before + 2),
            "GIT_CONFIG_KEY_" + before,
            scope + "extraHeader",
            "GIT_CONFIG_VALUE_" + before,
            "Authorization: Bearer " + token,
            "GIT_CONFIG_KEY_" + (before + 1),
            scope + "followRedirects",
            "GIT_CONFIG_VALUE_" + (before + 1),
            "false");
    return run(List.of("push", "--porcelain", address, "HEAD:" + ref), environment, shown);
  }

  private Ended run(
      List<String> arguments, Map<String, String> environment, Consumer<String> shown) {
    var command = new ArrayList<>(List.of("git"));
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    // Its messages are read below; in another language they would not be understood.
    builder.environment().put("LC_ALL", "C.UTF-8");
    try {
      var process = builder.start();
      process.getOutputStream().close();
      var lines = new ArrayList<String>();
      try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
          lines.add(line);
          shown.accept(line);
        }
      }
      return new Ended(process.waitFor(), lines);
    } catch (IOException noGit) {
      throw new Failure(
          ExitCode.UNEXPECTED,
          "git-missing",
          "git cannot be started in " + folder + ".",
          "Install git, and check the folder.");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Failure(ExitCode.INTERRUPTED, "interrupted", "Interrupted.", "");
    }
  }
}
