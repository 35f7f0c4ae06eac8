package io.tributary.cli.connections;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code connections authorize}: a consent at a provider, begun and finished. */
@Command(
    description = {
      "Authorize a connection at its provider (OAuth 2).",
      "Prints the provider's page; after your consent there you are shown a confirmation, which",
      "is asked for here. Where nobody can be asked: call it again with --confirmation."
    })
final class AuthorizeConnection extends RemoteCommand {
  private static final String OPERATION = "connections authorize";

  @Parameters(paramLabel = "NAME")
  private String name = "";

  @Option(
      names = "--confirmation",
      paramLabel = "TEXT",
      description = "What the page showed after your consent.")
  private @Nullable String confirmation;

  AuthorizeConnection(Terminal terminal, Session session, Api api) {
    super(terminal, session, api);
  }

  @Override
  public Integer call() {
    var path = session.organizationPath() + "/connections/" + Api.part(name) + "/authorization";
    if (confirmation != null) {
      return finish(path, confirmation);
    }
    var begun = api.post(path);
    terminal.print("Open in your browser:");
    terminal.print("  " + begun.path("address").asString(""));
    terminal.print(
        "The provider must have this redirect address, letter by letter: "
            + begun.path("redirectAddress").asString(""));
    var answer = terminal.mayAsk() ? asked() : Optional.<String>empty();
    if (answer.isPresent()) {
      return finish(path, answer.get());
    }
    terminal.print(
        "Then, until %s:  tributary connections authorize %s --confirmation …"
            .formatted(begun.path("expiresAt").asString(""), name));
    terminal.object(OPERATION, ExitCode.DONE, begun);
    return ExitCode.DONE.number();
  }

  private Integer finish(String path, String shown) {
    var done =
        api.post(
            path + "/finish",
            JsonNodeFactory.instance.objectNode().put("confirmation", shown.strip()));
    terminal.print(
        "%s is authorized at %s.".formatted(name, done.path("provider").asString("its provider")));
    terminal.object(OPERATION, ExitCode.DONE, done);
    return ExitCode.DONE.number();
  }

  private Optional<String> asked() {
    terminal.chat("After your consent, enter what the page shows:");
    try {
      var in = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
      return Optional.ofNullable(in.readLine()).filter(line -> !line.isBlank());
    } catch (IOException closed) {
      throw new Failure(ExitCode.UNEXPECTED, "input-closed", "The input cannot be read.", "");
    }
  }
}
