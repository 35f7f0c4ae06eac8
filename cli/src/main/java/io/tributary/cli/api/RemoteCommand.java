package io.tributary.cli.api;

import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import tools.jackson.databind.JsonNode;

/** A command that asks the platform, as whoever is signed in, and says what came of it. */
public abstract class RemoteCommand implements Callable<Integer> {
  protected final Terminal terminal;
  protected final Session session;
  protected final Api api;

  protected RemoteCommand(Terminal terminal, Session session, Api api) {
    this.terminal = terminal;
    this.session = session;
    this.api = api;
  }

  /** Says it to programs, too; the command's exit code. */
  protected final Integer done(String operation, JsonNode answer) {
    terminal.object(operation, ExitCode.DONE, answer);
    return ExitCode.DONE.number();
  }
}
