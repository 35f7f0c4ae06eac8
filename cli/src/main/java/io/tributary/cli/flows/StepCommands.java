package io.tributary.cli.flows;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code flows ledger|retry-now|stop-retrying|discard}: what steps did, and what they are to do
 * now.
 */
final class StepCommands {
  private StepCommands() {}

  static void addTo(CommandLine flows, Terminal terminal, Session session, Api api) {
    flows.addSubcommand("ledger", new ShowLedger(terminal, session, api));
    flows.addSubcommand("discard", new DiscardWaiting(terminal, session, api));
    flows.addSubcommand(
        "retry-now", new TellStep(terminal, session, api, "retry-now", "Told to try now."));
    flows.addSubcommand(
        "stop-retrying",
        new TellStep(
            terminal,
            session,
            api,
            "stop-retrying",
            "Told to stop; see: tributary dead-letters ls"));
  }

  @Command(description = "What each step received, gave, gave up, and what waits.")
  private static final class ShowLedger extends RemoteCommand {
    @Parameters(paramLabel = "FLOW")
    private String flow = "";

    ShowLedger(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var accounts = api.get(session.organizationPath() + "/flows/" + Api.part(flow) + "/ledger");
      var table =
          new Table(
              "STEP",
              "RECEIVED",
              "EMITTED FOR",
              "FILTERED",
              "FAILED",
              "DISCARDED",
              "WAITING",
              "RETRIES");
      for (JsonNode step : accounts) {
        table.row(
            step.path("step").asString(""),
            step.path("received").asString("-"),
            step.path("emittedFor").asString(""),
            step.path("filtered").asString(""),
            step.path("failed").asString(""),
            step.path("discarded").asString(""),
            step.path("waiting").asString("-"),
            step.path("retries").asString(""));
      }
      table.print(terminal);
      return done("flows ledger", accounts);
    }
  }

  @Command(
      description =
          "End what waits before a step of a paused flow; without a number it says the number.")
  private static final class DiscardWaiting extends RemoteCommand {
    @Parameters(index = "0", paramLabel = "FLOW")
    private String flow = "";

    @Parameters(index = "1", paramLabel = "STEP")
    private String step = "";

    @Option(
        names = "--messages",
        paramLabel = "N",
        description = "Exactly so many wait; otherwise nothing is discarded.")
    private @Nullable Long messages;

    DiscardWaiting(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var path =
          "%s/flows/%s/steps/%s/discard%s"
              .formatted(
                  session.organizationPath(),
                  Api.part(flow),
                  Api.part(step),
                  messages == null ? "" : "?messages=" + messages);
      var answer = api.post(path, JsonNodeFactory.instance.objectNode());
      terminal.print("%s messages discarded.".formatted(answer.path("discarded").asString("0")));
      return done("flows discard", answer);
    }
  }

  @Command(description = "Tell a step what to do with messages that wait for their next attempt.")
  private static final class TellStep extends RemoteCommand {
    private final String verb;
    private final String told;

    @Parameters(index = "0", paramLabel = "FLOW")
    private String flow = "";

    @Parameters(index = "1", paramLabel = "STEP")
    private String step = "";

    @Parameters(
        index = "2..*",
        paramLabel = "MESSAGE",
        description = "Only these, as runs show --json names them; else all that wait.")
    private List<String> messages = List.of();

    TellStep(Terminal terminal, Session session, Api api, String verb, String told) {
      super(terminal, session, api);
      this.verb = verb;
      this.told = told;
    }

    @Override
    public Integer call() {
      var wanted = JsonNodeFactory.instance.objectNode();
      if (!messages.isEmpty()) {
        messages.forEach(wanted.putArray("messages")::add);
      }
      var answer =
          api.post(
              "%s/flows/%s/steps/%s/%s"
                  .formatted(session.organizationPath(), Api.part(flow), Api.part(step), verb),
              wanted);
      terminal.print(told);
      terminal.object("flows " + verb, ExitCode.DONE, answer);
      return ExitCode.DONE.number();
    }
  }
}
