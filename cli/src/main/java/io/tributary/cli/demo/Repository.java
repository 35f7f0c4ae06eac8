package io.tributary.cli.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A publisher's own working copy, handled by the machine's stock {@code git}. */
final class Repository {
  private final Path folder;

  private Repository(Path folder) {
    this.folder = folder;
  }

  /** Copies the source (without build output) into an empty folder and commits it. */
  static Repository of(Path source, Path folder) {
    copy(source, folder);
    var repository = new Repository(folder);
    repository.git("init", "--quiet", "--initial-branch=main");
    repository.commit("First version");
    return repository;
  }

  /** Clones what was pushed before, and lays the source's files over it. */
  static Repository cloned(String address, String token, Path source, Path folder) {
    var lines = new ArrayList<String>();
    var parent = new Repository(source);
    if (parent.run(credentials(token), lines::add, "clone", "--quiet", address, folder.toString())
        != 0) {
      throw new DemoFailed("git clone failed: " + String.join("\n", lines));
    }
    copy(source, folder);
    return new Repository(folder);
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  void commit(String message) {
    git("add", "--all");
    git(
        "-c",
        "user.name=Demo",
        "-c",
        "user.email=demo@example.test",
        "commit",
        "--quiet",
        "--allow-empty",
        "--message",
        message);
  }

  /**
   * Pushes main. The token goes through the environment, so that no process list shows it.
   *
   * @param lines takes every line that git prints, as it comes
   * @return whether the push was accepted
   */
  boolean push(String address, String token, Consumer<String> lines) {
    return run(credentials(token), lines, "push", "--no-progress", address, "main") == 0;
  }

  private static Map<String, String> credentials(String token) {
    var pair =
        Base64.getEncoder().encodeToString(("token:" + token).getBytes(StandardCharsets.UTF_8));
    return Map.of(
        "GIT_CONFIG_COUNT",
        "1",
        "GIT_CONFIG_KEY_0",
        "http.extraHeader",
        "GIT_CONFIG_VALUE_0",
        "Authorization: Basic " + pair);
  }

  private void git(String... arguments) {
    var lines = new ArrayList<String>();
    if (run(Map.of(), lines::add, arguments) != 0) {
      throw new DemoFailed("git " + arguments[0] + " failed: " + String.join("\n", lines));
    }
  }

  private int run(Map<String, String> environment, Consumer<String> lines, String... arguments) {
    var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    try {
      var process = builder.start();
      try (var output = process.inputReader(StandardCharsets.UTF_8)) {
        output.lines().forEach(lines);
      }
      return process.waitFor();
    } catch (IOException failed) {
      throw new DemoFailed("git cannot be run; install it (apt-get install git).", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DemoFailed("interrupted", stopped);
    }
  }

  private static void copy(Path source, Path target) {
    try (var paths = Files.walk(source)) {
      for (Path path : (Iterable<Path>) paths::iterator) {
        var relative = source.relativize(path);
        if (relative.startsWith("target")) {
          continue;
        }
        var copy = target.resolve(relative.toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
