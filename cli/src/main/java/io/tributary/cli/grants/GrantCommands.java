package io.tributary.cli.grants;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code grants ls|show|allow|refuse}. */
public final class GrantCommands {
  private GrantCommands() {}

  public static void addTo(CommandLine root, Terminal terminal, Session session, Api api) {
    var grants = new CommandLine(new Grants());
    grants.addSubcommand("ls", new ListGrants(terminal, session, api));
    grants.addSubcommand("show", new ShowGrants(terminal, session, api));
    grants.addSubcommand("allow", new Allow(terminal, session, api));
    grants.addSubcommand("refuse", new Refuse(terminal, session, api));
    root.addSubcommand("grants", grants);
  }

  /** One of these commands. */
  private abstract static class GrantCommand extends RemoteCommand {
    GrantCommand(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    String path() {
      return session.organizationPath() + "/grants";
    }

    String path(String component) {
      var parts = component.split("/", -1);
      if (parts.length != 2) {
        throw Failure.usage(
            "\"%s\" is no component.".formatted(component), "Write publisher/component");
      }
      return path() + "/" + Api.part(parts[0]) + "/" + Api.part(parts[1]);
    }

    void print(JsonNode grants) {
      var table = new Table("HOST", "ASKED FOR", "DECISION");
      for (String said : List.of("allowed", "refused", "undecided")) {
        for (JsonNode host : grants.path(said)) {
          boolean asked = grants.path("asked").valueStream().anyMatch(host::equals);
          table.row(host.asString(""), asked ? "yes" : "", said);
        }
      }
      table.print(terminal);
    }

    Integer decided(String operation, String component, ObjectNode decision) {
      var answer = api.post(path(component), decision);
      print(answer.path("grants"));
      for (JsonNode flow : answer.path("flows")) {
        terminal.print("The steps of " + flow.asString("") + " go on with it.");
      }
      return done(operation, answer);
    }
  }

  @Command(description = "Hosts that components may reach.")
  private static final class Grants {}

  @Command(description = "Components about whose hosts was decided.")
  private static final class ListGrants extends GrantCommand {
    ListGrants(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var answer = api.get(path());
      var table = new Table("COMPONENT", "ALLOWED", "REFUSED", "UNDECIDED");
      for (JsonNode each : answer) {
        table.row(
            each.path("component").asString(""),
            hosts(each.path("allowed")),
            hosts(each.path("refused")),
            hosts(each.path("undecided")));
      }
      table.print(terminal);
      return done("grants ls", answer);
    }
  }

  private static String hosts(JsonNode hosts) {
    return hosts.valueStream().map(host -> host.asString("")).collect(Collectors.joining(" "));
  }

  @Command(description = "What a component's latest release asks for, and what was decided.")
  private static final class ShowGrants extends GrantCommand {
    @Parameters(paramLabel = "PUBLISHER/COMPONENT")
    private String component = "";

    ShowGrants(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var answer = api.get(path(component));
      print(answer);
      return done("grants show", answer);
    }
  }

  @Command(description = "Let a component reach hosts.")
  private static final class Allow extends GrantCommand {
    @Parameters(index = "0", paramLabel = "PUBLISHER/COMPONENT")
    private String component = "";

    @Parameters(
        index = "1..*",
        paramLabel = "HOST",
        description =
            "As a manifest has it: api.example.com, *.example.com:8443. None = all asked.")
    private List<String> hosts = List.of();

    Allow(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var decision = JsonNodeFactory.instance.objectNode();
      var allow = decision.putArray("allow");
      if (hosts.isEmpty()) {
        api.get(path(component)).path("asked").forEach(allow::add);
        if (allow.isEmpty()) {
          throw new Failure(
              ExitCode.NOT_FOUND,
              "nothing-asked",
              "%s asks for no host, or has no release.".formatted(component),
              "See: tributary components ls");
        }
      } else {
        hosts.forEach(allow::add);
      }
      return decided("grants allow", component, decision);
    }
  }

  @Command(description = "Keep hosts closed to a component; its flows may be deployed then.")
  private static final class Refuse extends GrantCommand {
    @Parameters(index = "0", paramLabel = "PUBLISHER/COMPONENT")
    private String component = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "HOST")
    private List<String> hosts = List.of();

    Refuse(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var decision = JsonNodeFactory.instance.objectNode();
      hosts.forEach(decision.putArray("refuse")::add);
      return decided("grants refuse", component, decision);
    }
  }
}
