package io.tributary.builder.sandbox;

import io.tributary.builder.builds.BuildId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Runs a stranger's build, confined; nothing of it is left when the call returns. */
public interface BuildSandbox {

  /**
   * Runs a command to its end. An interrupt ends it.
   *
   * @param lines gets what the command prints, line by line, while it runs
   * @throws IOException where the sandbox itself could not be had
   */
  End run(Order order, Consumer<String> lines) throws IOException, InterruptedException;

  /** Ends whatever an earlier worker left running for this build. */
  void clear(BuildId build);

  /**
   * What to run.
   *
   * @param command in the Java build image
   * @param folders folders of this machine by their place inside; all read-only
   * @param log where the raw output may be kept while it runs
   */
  record Order(
      BuildId build, List<String> command, Map<String, Path> folders, Path log, Duration limit) {
    public Order {
      command = List.copyOf(command);
      folders = Map.copyOf(folders);
    }
  }

  /** How it ended. */
  sealed interface End {
    record Exited(int code) implements End {}

    record OutOfMemory() implements End {}

    record TimedOut() implements End {}
  }
}
