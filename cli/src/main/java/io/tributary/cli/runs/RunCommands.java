package io.tributary.cli.runs;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code runs ls|show|replay}: a run on screen is an execution in the API. */
public final class RunCommands {
  private RunCommands() {}

  public static void addTo(
      CommandLine root, Terminal terminal, Session session, Api api, Clock clock) {
    var runs = new CommandLine(new Runs());
    runs.addSubcommand("ls", new ListRuns(terminal, session, api));
    runs.addSubcommand("show", new ShowRun(terminal, session, api));
    runs.addSubcommand("replay", new ReplayRuns(terminal, session, api, clock));
    root.addSubcommand("runs", runs);
  }

  @Command(description = "Runs of flows.")
  private static final class Runs {}

  @Command(description = "The latest runs, newest first.")
  private static final class ListRuns extends RemoteCommand {
    @Option(names = "--flow", description = "Only this flow's.")
    private @Nullable String flow;

    @Option(names = "--status", description = "Only those in this state, for example failed.")
    private @Nullable String status;

    @Option(
        names = "--text",
        description = "Only those with this in an error's text, or with this id of a message.")
    private @Nullable String text;

    @Option(names = "--limit", defaultValue = "20", description = "At most so many.")
    private int limit;

    ListRuns(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var answer =
          api.get(
              session.organizationPath()
                  + "/executions?limit="
                  + limit
                  + (flow == null ? "" : "&flow=" + Api.part(flow))
                  + (status == null ? "" : "&status=" + Api.part(status))
                  + (text == null ? "" : "&text=" + Api.part(text)));
      var table = new Table("RUN", "FLOW", "STATUS", "STARTED", "TOOK");
      for (JsonNode run : answer) {
        table.row(
            run.path("id").asString(""),
            run.path("flow").asString(run.path("flowId").asString("")),
            run.path("status").asString(""),
            run.path("startedAt").asString(""),
            took(run));
      }
      table.print(terminal);
      return done("runs ls", answer);
    }
  }

  @Command(
      description =
          "One run: its way through the steps, with times; with --step, what that step got and"
              + " gave.")
  private static final class ShowRun extends RemoteCommand {
    @Parameters(paramLabel = "RUN")
    private String run = "";

    @Option(
        names = "--step",
        paramLabel = "STEP",
        description = "Also the step's input and outputs, of several messages the first's.")
    private @Nullable String step;

    ShowRun(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var found = api.get(session.organizationPath() + "/executions/" + Api.part(run));
      terminal.print(
          "%s  %s  revision %s  %s in %s"
              .formatted(
                  run,
                  found.path("flow").asString(found.path("flowId").asString("")),
                  found.path("revision").asString(""),
                  found.path("status").asString(""),
                  took(found)));
      var table = new Table("  STEP", "OUTCOME", "ATTEMPT", "STARTED", "TOOK", "ERROR");
      for (JsonNode step : found.path("path")) {
        table.row(
            "  " + step.path("step").asString(""),
            step.path("outcome").asString(""),
            step.path("attempt").asString(""),
            step.path("startedAt").asString(""),
            took(step),
            step.path("errorMessage").asString(""));
      }
      table.print(terminal);
      if (step != null) {
        showBodies((ObjectNode) found, step);
      }
      return done("runs show", found);
    }

    private void showBodies(ObjectNode found, String of) {
      var path =
          "%s/executions/%s/steps/%s"
              .formatted(session.organizationPath(), Api.part(run), Api.part(of));
      var input = api.get(path + "/input");
      var outputs = api.get(path + "/outputs");
      found.set("input", input);
      found.set("outputs", outputs);
      terminal.print(of + " got:");
      terminal.print(input.toPrettyString());
      terminal.print("%s gave %d:".formatted(of, outputs.path("given").asInt(0)));
      for (var output : outputs.path("shown")) {
        terminal.print(
            output.has("body")
                ? output.get("body").toPrettyString()
                : output.path("text").asString(""));
      }
    }
  }

  private static String took(JsonNode timed) {
    return timed.path("milliseconds").asLong(0) + " ms";
  }
}
