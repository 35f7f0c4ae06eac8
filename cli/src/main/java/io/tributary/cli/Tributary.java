package io.tributary.cli;

import io.tributary.cli.api.Api;
import io.tributary.cli.audit.AuditCommands;
import io.tributary.cli.builds.BuildCommands;
import io.tributary.cli.builds.FollowBuild;
import io.tributary.cli.components.ComponentCommands;
import io.tributary.cli.connections.ConnectionCommands;
import io.tributary.cli.connections.OAuthClientCommands;
import io.tributary.cli.deadletters.DeadLetterCommands;
import io.tributary.cli.demo.DemoCommand;
import io.tributary.cli.flows.FlowCommands;
import io.tributary.cli.grants.GrantCommands;
import io.tributary.cli.keys.KeyCommands;
import io.tributary.cli.organizations.LeavingCommands;
import io.tributary.cli.organizations.MemberCommands;
import io.tributary.cli.organizations.OrganizationCommands;
import io.tributary.cli.push.PushCommand;
import io.tributary.cli.quotas.QuotaCommands;
import io.tributary.cli.runs.LogsCommand;
import io.tributary.cli.runs.RunCommands;
import io.tributary.cli.session.Session;
import io.tributary.cli.session.SessionCommands;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Globals;
import io.tributary.cli.terminal.Terminal;
import io.tributary.cli.terminal.Terminal.Streams;
import io.tributary.cli.tokens.TokenCommands;
import io.tributary.cli.validate.ValidateCommand;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Puts all commands together; everything it touches is handed in, so tests can look. */
public final class Tributary {
  private final Root root = new Root();
  private final Terminal terminal;
  private final CommandLine line;

  @Command(
      name = "tributary",
      description = {
        "Connectors from git push to running flows.",
        "On this machine: tributary up | down | status | doctor"
      },
      footer = {
        "",
        "Exit codes: 0 done · 1 unexpected · 2 usage · 3 validation failed · 4 build failed ·",
        "5 run failed · 6 not signed in · 7 not allowed · 8 not found · 9 conflict ·",
        "10 timed out · 130 interrupted"
      },
      mixinStandardHelpOptions = true,
      version = "tributary 0.1.0")
  private static final class Root {
    @Mixin private final Globals globals = new Globals();
  }

  public Tributary(
      Streams streams, Map<String, String> environment, boolean interactive, Clock clock) {
    terminal = new Terminal(streams, environment, root.globals, interactive);
    line = new CommandLine(root);
    var session = new Session(terminal, clock);
    var api = new Api(session);
    var follow = new FollowBuild(terminal, api, clock);
    SessionCommands.addTo(line, terminal, session, clock);
    TokenCommands.addTo(line, terminal, session, api);
    line.addSubcommand("validate", new ValidateCommand(terminal));
    line.addSubcommand("push", new PushCommand(terminal, session, follow));
    BuildCommands.addTo(line, terminal, session, api, follow);
    ComponentCommands.addTo(line, terminal, session, api);
    FlowCommands.addTo(line, terminal, session, api);
    ConnectionCommands.addTo(line, terminal, session, api);
    OAuthClientCommands.addTo(line, terminal, session, api);
    GrantCommands.addTo(line, terminal, session, api);
    RunCommands.addTo(line, terminal, session, api, clock);
    DeadLetterCommands.addTo(line, terminal, session, api, clock);
    OrganizationCommands.addTo(line, terminal, session, api);
    LeavingCommands.addTo(line, terminal, session, api, clock);
    MemberCommands.addTo(line, terminal, session, api);
    AuditCommands.addTo(line, terminal, session, api);
    QuotaCommands.addTo(line, terminal, session, api);
    KeyCommands.addTo(line, terminal, api);
    line.addSubcommand("logs", new LogsCommand(terminal, session, api));
    line.addSubcommand(
        "demo",
        new DemoCommand(environment, new PrintWriter(streams.out(), true, StandardCharsets.UTF_8)));
    explain(line);
    line.setOut(new PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setExecutionExceptionHandler(this::failed);
    line.setParameterExceptionHandler(this::misused);
  }

  /** Lets others add a command before anything runs. */
  public CommandLine commandLine() {
    return line;
  }

  /** Runs one command and gives its exit code. */
  public int run(String... arguments) {
    if (arguments.length == 0) {
      line.usage(line.getOut());
      return ExitCode.DONE.number();
    }
    return line.execute(arguments);
  }

  /** Every command answers {@code --help}. */
  private static void explain(CommandLine command) {
    for (var below : command.getSubcommands().values()) {
      below.getCommandSpec().mixinStandardHelpOptions(true);
      explain(below);
    }
  }

  private int failed(Exception failed, CommandLine command, ParseResult parsed) {
    var failure =
        failed instanceof Failure expected
            ? expected
            : new Failure(
                ExitCode.UNEXPECTED,
                "unexpected",
                failed.getClass().getSimpleName() + ": " + failed.getMessage(),
                "Tell us, with what --verbose shows.");
    terminal.fail(operation(command), failure);
    if (terminal.globals().verbose()) {
      terminal.warn(
          String.join("\n", Arrays.stream(failed.getStackTrace()).map(String::valueOf).toList()));
    }
    return failure.exit().number();
  }

  private int misused(ParameterException misused, String[] arguments) {
    var command = misused.getCommandLine();
    terminal.fail(
        operation(command),
        Failure.usage(
            String.valueOf(misused.getMessage()),
            "See: " + command.getCommandSpec().qualifiedName() + " --help"));
    return ExitCode.USAGE.number();
  }

  private static String operation(CommandLine command) {
    return command.getCommandSpec().qualifiedName().replaceFirst("^tributary ?", "");
  }
}
