package io.tributary.builder.stages;

import io.tributary.builder.agent.AgentOutput;
import io.tributary.builder.artifacts.Artifacts;
import io.tributary.builder.builds.BuildId;
import io.tributary.builder.image.Images;
import io.tributary.builder.sandbox.BuildSandbox;
import io.tributary.builder.sources.Sources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;

/** The real stages around a sandbox that only pretends to compile. */
public final class FakeLine {
  private FakeLine() {}

  /** What happens while the sandbox runs. */
  public interface Pause {
    void pass() throws InterruptedException;
  }

  public static BuildLine of(Sources sources, Images images, Path folder, Pause inSandbox)
      throws IOException {
    var agent = Files.createDirectories(folder).resolve("agent.jar");
    Files.writeString(agent, "no jar");
    var artifacts =
        new Artifacts(folder, folder.resolve("artifacts"), (_, _, _) -> false, Clock.systemUTC());
    return new BuildLine(
        new Fetch(sources),
        new Detect(),
        new Compile(new PretendingSandbox(inSandbox), artifacts, agent, Duration.ofMinutes(1)),
        new Collect(),
        new Assemble(images, _ -> "No start cache: it only pretends."));
  }

  private record PretendingSandbox(Pause pause) implements BuildSandbox {
    @Override
    public End run(Order order, Consumer<String> lines) throws IOException, InterruptedException {
      lines.accept("[INFO] pretending");
      pause.pass();
      var target = order.log().resolveSibling("target");
      Files.createDirectories(target.resolve("classes/acme"));
      Files.writeString(target.resolve("classes/acme/Add.class"), "bytes");
      AgentOutput.send(target, order.folders().get("/run/tributary").resolve("output.sock"));
      return new End.Exited(0);
    }

    @Override
    public void clear(BuildId build) {
      // Nothing outlives a pretence.
    }
  }
}
