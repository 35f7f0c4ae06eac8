package io.tributary.faults.product;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the Docker engine itself says, whoever else knows of it. */
public final class Containers {
  private Containers() {}

  /** Full ids of the flow's running containers; none where no engine answers. */
  public static List<String> of(DeployedFlow flow) throws IOException, InterruptedException {
    try {
      var process =
          new ProcessBuilder(
                  "docker",
                  "ps",
                  "--no-trunc",
                  "--quiet",
                  "--filter",
                  "label=tributary.flow=" + flow.id())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? said.lines().toList() : List.of();
    } catch (IOException noDocker) {
      return List.of();
    }
  }
}
