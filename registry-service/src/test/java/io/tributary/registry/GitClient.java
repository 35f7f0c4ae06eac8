package io.tributary.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Stock git in a folder of its own, with a token in its environment as the command line gives it.
 */
final class GitClient {
  private final Path folder;
  private final String token;

  /** What a git command printed on both streams, and how it ended. */
  record Result(int exit, String text) {}

  GitClient(Path folder, String token) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.token = token;
    if (!Files.exists(folder.resolve(".git"))) {
      run("init", "--quiet", "--initial-branch=main");
    }
  }

  Path folder() {
    return folder;
  }

  GitClient with(String file, String text) throws IOException {
    var path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    return this;
  }

  String commit(String message) throws IOException, InterruptedException {
    run("add", "--all");
    run("commit", "--quiet", "--allow-empty", "--message", message);
    return run("rev-parse", "HEAD").text().strip();
  }

  Result run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add("git");
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    var environment = builder.environment();
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_AUTHOR_NAME", "Ada");
    environment.put("GIT_AUTHOR_EMAIL", "ada@example.test");
    environment.put("GIT_COMMITTER_NAME", "Ada");
    environment.put("GIT_COMMITTER_EMAIL", "ada@example.test");
    if (!token.isEmpty()) {
      var credentials =
          Base64.getEncoder().encodeToString(("git:" + token).getBytes(StandardCharsets.UTF_8));
      environment.put("GIT_CONFIG_COUNT", "1");
      environment.put("GIT_CONFIG_KEY_0", "http.extraHeader");
      environment.put("GIT_CONFIG_VALUE_0", "Authorization: Basic " + credentials);
    }
    var process = builder.start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("git did not end: " + command);
    }
    return new Result(process.exitValue(), text);
  }
}
