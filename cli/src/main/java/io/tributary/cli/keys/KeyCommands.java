package io.tributary.cli.keys;

import io.tributary.cli.api.Api;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code keys rotate|encrypt-anew}. */
public final class KeyCommands {
  private KeyCommands() {}

  public static void addTo(CommandLine root, Terminal terminal, Api api) {
    var keys = new CommandLine(new Keys());
    keys.addSubcommand("rotate", new Rotate(terminal, api));
    keys.addSubcommand("encrypt-anew", new EncryptAnew(terminal, api));
    root.addSubcommand("keys", keys);
  }

  @Command(description = "Rotates the keys that secrets are encrypted with. For operators.")
  private static final class Keys {}

  @Command(
      description =
          "Gives an organization a new data key and seals its connections anew, while they are"
              + " used.")
  private static final class Rotate implements Callable<Integer> {
    private final Terminal terminal;
    private final Api api;

    @Parameters(paramLabel = "ORGANIZATION")
    private String organization = "";

    Rotate(Terminal terminal, Api api) {
      this.terminal = terminal;
      this.api = api;
    }

    @Override
    public Integer call() {
      var result =
          api.post("/api/v1/operator/organizations/" + Api.part(organization) + "/data-key");
      terminal.print("A new data key; connections sealed anew: " + result.path("changed").asInt());
      terminal.object("keys rotate", ExitCode.DONE, result);
      return ExitCode.DONE.number();
    }
  }

  @Command(
      description = {
        "Encrypts all data keys with the primary key of the key-encryption keyset.",
        "Put the keyset with a new primary key in its place first; remove the old key afterwards."
      })
  private static final class EncryptAnew implements Callable<Integer> {
    private final Terminal terminal;
    private final Api api;

    EncryptAnew(Terminal terminal, Api api) {
      this.terminal = terminal;
      this.api = api;
    }

    @Override
    public Integer call() {
      var result = api.post("/api/v1/operator/data-keys");
      terminal.print("Data keys encrypted anew: " + result.path("changed").asInt());
      terminal.object("keys encrypt-anew", ExitCode.DONE, result);
      return ExitCode.DONE.number();
    }
  }
}
