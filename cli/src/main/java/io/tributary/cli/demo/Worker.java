package io.tributary.cli.demo;

import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A running worker of a step.
 *
 * @param engine {@code docker} or {@code sandbox}
 * @param container the engine's id, or the sandbox's process id
 */
record Worker(String name, String step, String engine, String container) {
  static Worker of(JsonNode view) {
    return new Worker(
        view.path("worker").asString(),
        view.path("step").asString(),
        view.path("engine").asString(),
        view.path("container").asString());
  }

  String shortContainer() {
    return container.length() > 12 ? container.substring(0, 12) : container;
  }

  String killCommand() {
    return String.join(" ", command(shortContainer()));
  }

  /** {@code kill -9}, from outside, without a word to the platform. */
  void kill() {
    try {
      var process = new ProcessBuilder(command(container)).redirectErrorStream(true).start();
      var said =
          new String(
              process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new DemoFailed("The worker could not be killed: " + said.strip());
      }
    } catch (IOException failed) {
      throw new DemoFailed("The worker could not be killed.", failed);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new DemoFailed("interrupted", stopped);
    }
  }

  private List<String> command(String id) {
    return engine.startsWith("docker")
        ? List.of("docker", "kill", "--signal", "KILL", id)
        : List.of("kill", "-9", id);
  }
}
