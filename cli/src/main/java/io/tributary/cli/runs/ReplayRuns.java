package io.tributary.cli.runs;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Globals;
import io.tributary.cli.terminal.Terminal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code runs replay}: what runs again is shown first; nothing runs without {@code --yes}. */
@Command(
    description = {
      "Run runs of a flow again, on its deployed version.",
      "Says which steps run again and which of them write; --yes does it."
    })
final class ReplayRuns extends RemoteCommand {
  private final Replaying replaying;
  private final Clock clock;

  @Parameters(paramLabel = "RUN", arity = "0..*", description = "These; else those of --since.")
  private List<String> runs = List.of();

  @Option(names = "--flow", required = true, paramLabel = "FLOW", description = "Of this flow.")
  private String flow = "";

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Globals.Time.class,
      description = "Runs that began within this time, for example 1d.")
  private @Nullable Duration since;

  @Option(names = "--status", description = "Only those in this state, for example succeeded.")
  private @Nullable String status;

  @Option(
      names = "--from",
      defaultValue = "failed",
      paramLabel = "PLACE",
      description = "failed: each where it was given up (default); start: from the trigger on.")
  private String from = "failed";

  @Option(names = "--step", description = "From this step on, instead of --from.")
  private @Nullable String step;

  @Option(names = "--dry-run", description = "Only say what would run again.")
  private boolean dryRun;

  @Option(names = "--yes", description = "Do it.")
  private boolean yes;

  @Option(names = "--per-second", defaultValue = "20", description = "At most so many a second.")
  private int perSecond;

  ReplayRuns(Terminal terminal, Session session, Api api, Clock clock) {
    super(terminal, session, api);
    this.clock = clock;
    this.replaying = new Replaying(terminal, session, api, clock);
  }

  @Override
  public Integer call() {
    if (runs.isEmpty() && since == null) {
      throw Failure.usage("Which runs?", "Name them, or a time: --since 1d");
    }
    var path = session.organizationPath() + "/replays/executions";
    var wanted = wanted();
    var preview = api.post(path, wanted.deepCopy().put("preview", true));
    replaying.showSteps(preview);
    replaying.showLeftOut(preview);
    if (dryRun || !yes) {
      if (!dryRun) {
        terminal.chat("Nothing was run. Repeat with --yes to run them.");
      }
      return done("runs replay", preview);
    }
    var replay = replaying.follow(api.post(path, wanted));
    return done("runs replay", replay);
  }

  private ObjectNode wanted() {
    var wanted = JsonNodeFactory.instance.objectNode().put("flow", flow);
    wanted.put("perSecond", perSecond);
    if (step == null) {
      wanted.put("from", from);
    } else {
      wanted.put("step", step);
    }
    if (!runs.isEmpty()) {
      runs.forEach(wanted.putArray("executions")::add);
    }
    if (since != null) {
      wanted.put("since", clock.instant().minus(since).toString());
      wanted.put("until", clock.instant().plusSeconds(60).toString());
    }
    if (status != null) {
      wanted.put("status", status);
    }
    return wanted;
  }
}
