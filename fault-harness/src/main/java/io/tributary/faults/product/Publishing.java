package io.tributary.faults.product;

import io.tributary.faults.process.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A publisher at work: copies a component's source, commits it, pushes it, waits for its shelf. */
final class Publishing {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration BUILD_LIMIT = Duration.ofMinutes(4);

  private final String server;
  private final Path workspace;

  Publishing(String server, Path workspace) {
    this.server = server;
    this.workspace = workspace;
  }

  /** Pushes the folder's files as the first commit of a component. */
  void push(Api publisher, String name, String component, Path source) throws Exception {
    var folder = workspace.resolve(name + "-" + component);
    copy(source, folder);
    git(folder, Map.of(), "init", "--quiet", "--initial-branch=main");
    git(folder, Map.of(), "add", "--all");
    git(
        folder,
        Map.of(),
        "-c",
        "user.name=Harness",
        "-c",
        "user.email=harness@example.test",
        "commit",
        "--quiet",
        "--message",
        "First version");
    var address = "%s/git/%s/%s.git".formatted(server, name, component);
    git(folder, credentials(publisher.token()), "push", "--no-progress", address, "main");
  }

  /** Returns when what was pushed is on the shelf. */
  void awaitListed(Api publisher, String name, String component) throws Exception {
    var manifest = workspace.resolve(name + "-" + component).resolve("component.json");
    var version = JSON.readTree(Files.readString(manifest)).path("version").asString();
    var path = "/api/v1/components/%s/%s/versions/%s".formatted(name, component, version);
    if (!Await.until(BUILD_LIMIT, () -> isListed(publisher, path))) {
      throw new IOException(
          "%s/%s is not listed after %d s".formatted(name, component, BUILD_LIMIT.toSeconds()));
    }
  }

  private static boolean isListed(Api publisher, String path)
      throws IOException, InterruptedException {
    var answer = publisher.tryGet(path);
    var state = answer.isGood() ? answer.json().path("state").asString("") : "";
    if (state.equals("unbuildable")) {
      throw new IOException(path + " cannot be built: " + answer.body());
    }
    return state.equals("listed");
  }

  /** Through the environment, so that no process list shows the token. */
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

  private static void git(Path folder, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("GIT_TERMINAL_PROMPT", "0");
    var process = builder.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("git %s failed: %s".formatted(words[0], said));
    }
  }

  private static void copy(Path source, Path folder) throws IOException {
    try (var paths = Files.walk(source)) {
      for (var path : paths.toList()) {
        var relative = source.relativize(path);
        if (relative.startsWith("target")) {
          continue;
        }
        var copy = folder.resolve(relative.toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(path, copy);
        }
      }
    }
  }
}
