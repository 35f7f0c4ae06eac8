package io.tributary.cli.flows;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code flows apply|ls|show|pause|resume|poll|rm|hook}, and what {@link StepCommands} adds. */
public final class FlowCommands {
  private FlowCommands() {}

  public static void addTo(CommandLine root, Terminal terminal, Session session, Api api) {
    var flows = new CommandLine(new Flows());
    flows.addSubcommand("apply", new ApplyFlow(terminal, session, api));
    flows.addSubcommand("ls", new ListFlows(terminal, session, api));
    flows.addSubcommand("show", new ShowFlow(terminal, session, api));
    flows.addSubcommand("pause", new SwitchFlow(terminal, session, api, "pause"));
    flows.addSubcommand("resume", new SwitchFlow(terminal, session, api, "resume"));
    flows.addSubcommand("poll", new PollFlow(terminal, session, api));
    flows.addSubcommand("rm", new RemoveFlow(terminal, session, api));
    flows.addSubcommand("hook", new HookCommand(terminal, session, api));
    StepCommands.addTo(flows, terminal, session, api);
    root.addSubcommand("flows", flows);
  }

  @Command(description = "Flows of the organization.")
  private static final class Flows {}

  @Command(description = "Send a flow document and deploy it; all faults are told at once.")
  private static final class ApplyFlow extends RemoteCommand {
    @Option(
        names = {"-f", "--file"},
        required = true,
        paramLabel = "FILE",
        description = "The flow, as YAML or JSON.")
    private Path file = Path.of("");

    @Option(
        names = "--deploy",
        negatable = true,
        defaultValue = "true",
        fallbackValue = "true",
        description = "Deploy it; --no-deploy only keeps it.")
    private boolean deploy;

    @Option(
        names = "--waiting",
        defaultValue = "finish",
        paramLabel = "finish|switch",
        description =
            "Messages on their way end on the revision they began with (finish), or go on with this"
                + " one (switch).")
    private String waiting = "finish";

    ApplyFlow(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var flow = FlowFile.read(file.toAbsolutePath());
      var path =
          "%s/flows/%s?deploy=%b&waiting=%s"
              .formatted(session.organizationPath(), flow.name(), deploy, Api.part(waiting));
      var applied = api.put(path, flow.contentType(), flow.text().getBytes(StandardCharsets.UTF_8));
      boolean changed = applied.path("changed").asBoolean(true);
      terminal.print(
          "%s  revision %s  %s%s"
              .formatted(
                  flow.name(),
                  applied.path("revision").asString(),
                  applied.path("state").asString(""),
                  changed ? "" : "  (unchanged)"));
      showSteps(applied, terminal);
      return done("flows apply", applied);
    }
  }

  @Command(description = "All flows.")
  private static final class ListFlows extends RemoteCommand {
    ListFlows(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var flows = api.get(session.organizationPath() + "/flows");
      var table = new Table("FLOW", "STATE", "REVISION", "STEPS", "SINCE");
      for (JsonNode flow : flows) {
        table.row(
            flow.path("name").asString(""),
            flow.path("state").asString(""),
            flow.path("revision").asString(""),
            flow.path("steps").size(),
            flow.path("stateSince").asString(""));
      }
      table.print(terminal);
      return done("flows ls", flows);
    }
  }

  @Command(description = "One flow: its steps, its webhook's address or when it is polled.")
  private static final class ShowFlow extends RemoteCommand {
    @Parameters(paramLabel = "FLOW")
    private String name = "";

    @Option(names = "--document", description = "Print the document as it was sent.")
    private boolean document;

    ShowFlow(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var path = session.organizationPath() + "/flows/" + Api.part(name);
      if (document) {
        var text = api.getText(path + "/document");
        terminal.print(text.stripTrailing());
        terminal.object(
            "flows show",
            ExitCode.DONE,
            JsonNodeFactory.instance.objectNode().put("document", text));
        return ExitCode.DONE.number();
      }
      var flow = api.get(path);
      terminal.print(
          "%s  revision %s  %s since %s"
              .formatted(
                  name,
                  flow.path("revision").asString(),
                  flow.path("state").asString(""),
                  flow.path("stateSince").asString("")));
      if (flow.has("stateReason")) {
        terminal.print("  " + flow.path("stateReason").asString(""));
      }
      showSteps(flow, terminal);
      return done("flows show", flow);
    }
  }

  @Command(description = "Let go of the workers, or go on; every message is kept.")
  private static final class SwitchFlow extends RemoteCommand {
    private final String verb;

    @Parameters(paramLabel = "FLOW")
    private String name = "";

    SwitchFlow(Terminal terminal, Session session, Api api, String verb) {
      super(terminal, session, api);
      this.verb = verb;
    }

    @Override
    public Integer call() {
      var flow = api.post(session.organizationPath() + "/flows/" + Api.part(name) + "/" + verb);
      terminal.print(name + "  " + flow.path("state").asString(""));
      terminal.object("flows " + verb, ExitCode.DONE, flow);
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "Poll now, beside the schedule; once the poll before it has ended.")
  private static final class PollFlow extends RemoteCommand {
    @Parameters(paramLabel = "FLOW")
    private String name = "";

    PollFlow(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var schedule = api.post(session.organizationPath() + "/flows/" + Api.part(name) + "/poll");
      showSchedule(schedule, terminal);
      return done("flows poll", schedule);
    }
  }

  @Command(
      description = "Remove a flow; refused while messages wait, unless their number is named.")
  private static final class RemoveFlow extends RemoteCommand {
    @Parameters(paramLabel = "FLOW")
    private String name = "";

    @Option(names = "--discard", paramLabel = "N", description = "Lose exactly so many messages.")
    private @Nullable Long discard;

    RemoveFlow(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      api.delete(
          session.organizationPath()
              + "/flows/"
              + Api.part(name)
              + (discard == null ? "" : "?discard=" + discard));
      terminal.print("Removed " + name);
      return done("flows rm", JsonNodeFactory.instance.objectNode().put("name", name));
    }
  }

  private static void showSteps(JsonNode flow, Terminal terminal) {
    var table = new Table("  STEP", "COMPONENT", "OPERATION", "AFTER", "CONNECTION");
    for (JsonNode step : flow.path("steps")) {
      table.row(
          "  " + step.path("step").asString(""),
          step.path("component").asString(""),
          step.path("operation").asString(""),
          step.path("after").asString("–"),
          step.path("connection").asString("–"));
    }
    table.print(terminal);
    if (flow.has("hook")) {
      terminal.print("  webhook " + flow.path("hook").asString(""));
    }
    if (flow.has("schedule")) {
      showSchedule(flow.path("schedule"), terminal);
    }
  }

  private static void showSchedule(JsonNode schedule, Terminal terminal) {
    terminal.print(
        "  polled %s  next %s  last %s%s%s"
            .formatted(
                schedule.path("timing").asString(""),
                schedule.path("next").asString(""),
                schedule.path("last").asString("–"),
                schedule.has("asked") ? "  asked for" : "",
                schedule.has("held") ? "  held back: " + schedule.path("held").asString("") : ""));
  }
}
