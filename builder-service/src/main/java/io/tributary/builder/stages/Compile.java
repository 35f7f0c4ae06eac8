package io.tributary.builder.stages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.builder.artifacts.ArtifactDoor;
import io.tributary.builder.artifacts.Artifacts;
import io.tributary.builder.sandbox.BuildSandbox;
import io.tributary.builder.sandbox.BuildSandbox.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/** Runs Maven on the source in the sandbox and takes the archive of classes that it sends out. */
public final class Compile {
  private final BuildSandbox sandbox;
  private final Artifacts artifacts;
  private final Path agent;
  private final Duration limit;

  /**
   * @param agent the jar that starts Maven inside the sandbox
   * @param limit on the wall clock; the sandbox is killed when it is over
   */
  public Compile(BuildSandbox sandbox, Artifacts artifacts, Path agent, Duration limit) {
    this.sandbox = sandbox;
    this.artifacts = artifacts;
    this.agent = agent;
    this.limit = limit;
  }

  /** Gives the archive; nobody has looked into it yet. */
  Path compile(BuildSite site) throws StageFailed, IOException, InterruptedException {
    sandbox.clear(site.build().id());
    furnish(site.door());
    var archive = site.outcome().resolve("output.zip");
    var messages = new CompilerMessages();
    try (var _ =
            ArtifactDoor.open(
                site.door().resolve("artifacts.sock"),
                artifacts,
                refusal -> site.say(StageName.COMPILE, refusal));
        var output = OutputDoor.open(site.door().resolve("output.sock"), archive)) {
      var end =
          sandbox.run(
              order(site),
              line -> {
                messages.read(line);
                var shown = MavenCommand.shown(line);
                shown.ifPresent(text -> site.say(StageName.COMPILE, text));
              });
      judge(end, messages);
      return output
          .received(Duration.ofSeconds(10))
          .orElseThrow(
              () ->
                  StageFailed.byCaller(
                      StageName.COMPILE,
                      "output-missing",
                      "Maven ended without handing over classes. Does a plug-in end the JVM?"));
    }
  }

  private BuildSandbox.Order order(BuildSite site) {
    return new BuildSandbox.Order(
        site.build().id(),
        MavenCommand.command(),
        Map.of(
            MavenCommand.SOURCE, site.source(),
            MavenCommand.DOOR, site.door(),
            MavenCommand.SHELF, artifacts.shelf(),
            MavenCommand.STORE, artifacts.store()),
        site.outcome().resolve("sandbox.log"),
        limit);
  }

  private void furnish(Path door) throws IOException {
    Files.copy(agent, door.resolve("agent.jar"), StandardCopyOption.REPLACE_EXISTING);
    Files.write(door.resolve("settings.xml"), MavenCommand.settings().getBytes(UTF_8));
  }

  private void judge(End end, CompilerMessages messages) throws StageFailed {
    switch (end) {
      case End.Exited(int code) when code == 0 -> {}
      case End.Exited(int code) ->
          throw StageFailed.byCaller(
              StageName.COMPILE,
              messages.code(),
              messages.first().orElse("Maven ended with exit code " + code + ". See the log."));
      case End.OutOfMemory _ ->
          throw StageFailed.byCaller(
              StageName.COMPILE,
              "compile-out-of-memory",
              "The build used more memory than it may have. Build less at a time.");
      case End.TimedOut _ ->
          throw StageFailed.byCaller(
              StageName.COMPILE,
              "compile-timed-out",
              "The build took longer than %d minutes and was ended.".formatted(limit.toMinutes()));
    }
  }
}
