package io.tributary.cli;

import io.tributary.cli.terminal.Terminal.Streams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** Runs commands as a script would: nothing is a terminal unless a test says so. */
final class Command {
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";
  private boolean interactive;

  /** What a command left behind. */
  record Result(int exit, String out, String err) {}

  static Command in(Path home) {
    var command = new Command();
    command.environment.put("TRIBUTARY_HOME", home.toString());
    return command;
  }

  Command with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Command reading(String text) {
    input = text;
    return this;
  }

  /** A person sits there. */
  Command atATerminal() {
    interactive = true;
    return this;
  }

  /** Signed in by the environment, as a member of these organizations. */
  Command at(FakePlatform platform, String... organizations) {
    return with("TRIBUTARY_SERVER", platform.url()).with("TRIBUTARY_TOKEN", token(organizations));
  }

  Result run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var streams =
        new Streams(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    int exit = new Tributary(streams, environment, interactive, Clock.systemUTC()).run(arguments);
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Nobody here checks the signature. */
  static String token(String... organizations) {
    var names = organizations.length == 0 ? "" : "\"" + String.join("\",\"", organizations) + "\"";
    var claims = "{\"preferred_username\":\"ada\",\"organization\":[" + names + "]}";
    return "e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }
}
