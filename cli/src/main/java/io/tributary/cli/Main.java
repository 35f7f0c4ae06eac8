package io.tributary.cli;

import io.tributary.cli.terminal.Terminal.Streams;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** Starts the command. */
public final class Main {
  private Main() {}

  /** JDK 25 gives no console where either end is a pipe; others give one that says so. */
  @SuppressWarnings("SystemConsoleNull")
  public static void main(String[] arguments) {
    // UTF-8 whatever the locale: findings and logs are.
    var streams =
        new Streams(
            System.in,
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
            new PrintStream(
                new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
    var console = System.console();
    var tributary =
        new Tributary(
            streams, System.getenv(), console != null && console.isTerminal(), Clock.systemUTC());
    System.exit(tributary.run(arguments));
  }
}
