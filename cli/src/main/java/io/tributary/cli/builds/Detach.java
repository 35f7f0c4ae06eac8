package io.tributary.cli.builds;

import io.tributary.cli.terminal.Terminal;

/** Says on Ctrl-C that the build goes on, and how to come back. */
public final class Detach implements AutoCloseable {
  private final Thread farewell;

  public Detach(Terminal terminal, long build) {
    farewell =
        new Thread(
            () ->
                terminal.warn(
                    "Left the build running.  Follow again: tributary builds logs -f " + build));
    Runtime.getRuntime().addShutdownHook(farewell);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(farewell);
    } catch (IllegalStateException alreadyLeaving) {
      // Then the farewell is being said.
      return;
    }
  }
}
