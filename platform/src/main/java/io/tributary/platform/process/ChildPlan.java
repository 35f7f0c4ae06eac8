package io.tributary.platform.process;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How a child process is to be started.
 *
 * @param name the part's name; one child at a time has it
 * @param settings what else decides how it behaves, such as its settings file's content: a child
 *     started from others is not adopted
 * @param marker stands in the command line of this child and of no other
 * @param limit how long it may take until it answers
 */
public record ChildPlan(
    String name,
    List<String> command,
    Map<String, String> environment,
    String settings,
    String marker,
    LiveProcess.Request ending,
    Duration limit,
    Path log) {

  public ChildPlan {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (String.join(" ", command).indexOf(marker) < 0) {
      throw new IllegalArgumentException(name + ": the marker is not in the command");
    }
  }

  /** Equal for equal plans, and says nothing of what is in them. */
  public String fingerprint() {
    var all = String.join("\n", command) + "\n" + settings;
    return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
