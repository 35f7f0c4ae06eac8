package io.tributary.cli.builds;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** {@code builds ls|show|logs|wait|cancel}. */
public final class BuildCommands {
  private BuildCommands() {}

  public static void addTo(
      CommandLine root, Terminal terminal, Session session, Api api, FollowBuild follow) {
    var builds = new CommandLine(new Builds());
    builds.addSubcommand("ls", new ListBuilds(terminal, session, api));
    builds.addSubcommand("show", new ShowBuild(terminal, session, api));
    builds.addSubcommand("logs", new BuildLogs(terminal, session, api, follow));
    builds.addSubcommand("wait", new AwaitBuild(terminal, session, follow));
    builds.addSubcommand("cancel", new CancelBuild(terminal, session, api));
    root.addSubcommand("builds", builds);
  }

  @Command(description = "Builds of the organization.")
  private static final class Builds {}

  @Command(description = "The latest builds, newest first.")
  private static final class ListBuilds extends RemoteCommand {
    @Option(names = "--limit", defaultValue = "20", description = "At most so many.")
    private int limit;

    ListBuilds(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var page = api.get(session.organizationPath() + "/builds?limit=" + limit);
      var table = new Table("BUILD", "COMPONENT", "VERSION", "STATE", "SINCE");
      for (JsonNode build : page.path("builds")) {
        table.row(
            build.path("id").asString(),
            build.path("component").asString(""),
            build.path("version").asString(""),
            build.path("state").asString(""),
            build.path("since").asString(""));
      }
      table.print(terminal);
      return done("builds ls", page);
    }
  }

  @Command(description = "One build.")
  private static final class ShowBuild extends RemoteCommand {
    @Parameters(paramLabel = "BUILD")
    private long build;

    ShowBuild(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      shown("builds show", api.get(session.organizationPath() + "/builds/" + build), terminal);
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "A build's log; -f goes on to its end.")
  private static final class BuildLogs extends RemoteCommand {
    private final FollowBuild followBuild;

    @Parameters(paramLabel = "BUILD")
    private long build;

    @Option(
        names = {"-f", "--follow"},
        description = "Go on until the build ends.")
    private boolean follow;

    BuildLogs(Terminal terminal, Session session, Api api, FollowBuild followBuild) {
      super(terminal, session, api);
      this.followBuild = followBuild;
    }

    @Override
    public Integer call() {
      if (follow) {
        return followed(
            "builds logs", terminal, session, followBuild, build, FollowBuild.Detail.LINES);
      }
      var lines = tools.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
      api.lines(
          session.organizationPath() + "/builds/" + build + "/log",
          line -> {
            lines.add(line);
            if (line.path("text").isArray()) {
              line.path("text").forEach(text -> terminal.print(text.asString("")));
            } else {
              terminal.print(line.path("text").asString(line.path("summary").asString("")));
            }
            return true;
          });
      return done("builds logs", lines);
    }
  }

  @Command(description = "Wait for a build's end; exit code 4 where it failed.")
  private static final class AwaitBuild implements Callable<Integer> {
    private final Terminal terminal;
    private final Session session;
    private final FollowBuild followBuild;

    @Parameters(paramLabel = "BUILD")
    private long build;

    AwaitBuild(Terminal terminal, Session session, FollowBuild followBuild) {
      this.terminal = terminal;
      this.session = session;
      this.followBuild = followBuild;
    }

    @Override
    public Integer call() {
      return followed("builds wait", terminal, session, followBuild, build, FollowBuild.Detail.END);
    }
  }

  @Command(description = "Cancel a build; its version number becomes free.")
  private static final class CancelBuild extends RemoteCommand {
    @Parameters(paramLabel = "BUILD")
    private long build;

    CancelBuild(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      shown(
          "builds cancel",
          api.post(session.organizationPath() + "/builds/" + build + "/cancel"),
          terminal);
      return ExitCode.DONE.number();
    }
  }

  private static int followed(
      String operation,
      Terminal terminal,
      Session session,
      FollowBuild followBuild,
      long build,
      FollowBuild.Detail detail) {
    try (var _ = new Detach(terminal, build)) {
      var end = followBuild.follow(session.organizationPath(), build, detail);
      var exit = FollowBuild.exit(end);
      terminal.object(operation, exit, end);
      return exit.number();
    }
  }

  private static void shown(String operation, JsonNode build, Terminal terminal) {
    terminal.print(
        "Build %s: %s".formatted(build.path("id").asString(), build.path("state").asString("")));
    terminal.print(
        "  %s@%s  commit %s"
            .formatted(
                build.path("component").asString(""),
                build.path("version").asString(""),
                build.path("commit").asString("")));
    if (build.has("waits")) {
      var wait = build.path("waits");
      terminal.print(
          "  waits at least until %s (quota %s)"
              .formatted(wait.path("until").asString(""), wait.path("quota").asString("")));
    }
    if (build.has("image")) {
      terminal.print("  image " + build.path("image").asString(""));
    }
    if (build.has("failure")) {
      var failure = build.path("failure");
      terminal.print(
          "  %s: %s"
              .formatted(failure.path("stage").asString(""), failure.path("message").asString("")));
    }
    terminal.print("  log " + build.path("link").asString(""));
    terminal.object(operation, ExitCode.DONE, build);
  }
}
