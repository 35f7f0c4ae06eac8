package io.tributary.cli.tokens;

import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code git-credential}: a helper in git's protocol; git asks it, people do not. */
@Command(
    description = {
      "Gives git the token of whoever is signed in, for this platform's address only. Once:",
      "git config --global credential.ADDRESS.helper '!tributary git-credential'"
    })
final class GitCredential implements Callable<Integer> {
  private static final String GET = "get";

  private final Terminal terminal;
  private final Session session;

  @Parameters(paramLabel = "get|store|erase", description = "What git wants.")
  private String operation = "";

  GitCredential(Terminal terminal, Session session) {
    this.terminal = terminal;
    this.session = session;
  }

  /** What is to be stored or erased is let be: a log-in ends by itself, and a logout ends it. */
  @Override
  public Integer call() {
    var asked = CredentialQuestion.read(terminal.in());
    if (operation.equals(GET) && asked.isFor(session.server())) {
      var token = session.token();
      terminal.print("username=" + asked.user());
      terminal.print("password=" + token);
    }
    return ExitCode.DONE.number();
  }
}
