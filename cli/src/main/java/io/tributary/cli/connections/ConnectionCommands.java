package io.tributary.cli.connections;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code connections ls|add|authorize|rm}. */
public final class ConnectionCommands {
  private ConnectionCommands() {}

  public static void addTo(CommandLine root, Terminal terminal, Session session, Api api) {
    var connections = new CommandLine(new Connections());
    connections.addSubcommand("ls", new ListConnections(terminal, session, api));
    connections.addSubcommand("add", new AddConnection(terminal, session, api));
    connections.addSubcommand("authorize", new AuthorizeConnection(terminal, session, api));
    connections.addSubcommand("rm", new RemoveConnection(terminal, session, api));
    root.addSubcommand("connections", connections);
  }

  @Command(description = "Connections of the organization.")
  private static final class Connections {}

  @Command(description = "All connections, without secrets.")
  private static final class ListConnections extends RemoteCommand {
    ListConnections(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var connections = api.get(session.organizationPath() + "/connections");
      var table = new Table("CONNECTION", "COMPONENT", "STATE", "CHANGED");
      for (JsonNode connection : connections) {
        table.row(
            connection.path("name").asString(""),
            connection.path("component").asString(""),
            connection.path("state").asString(""),
            connection.path("changedAt").asString(""));
      }
      table.print(terminal);
      return done("connections ls", connections);
    }
  }

  @Command(
      description = {
        "Add a connection, or replace its fields with --replace.",
        "A secret comes from a file (--field password=@file) or standard input (=@-): as an",
        "argument it would stand in the list of processes and in the shell's history."
      })
  private static final class AddConnection extends RemoteCommand {
    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(
        names = "--component",
        required = true,
        paramLabel = "PUBLISHER/COMPONENT",
        description = "The component that it is for.")
    private String component = "";

    @Option(
        names = "--field",
        paramLabel = "NAME=VALUE",
        description = "A field; VALUE, @file, or @- for standard input. May be repeated.")
    private List<String> fields = List.of();

    @Option(names = "--replace", description = "Replace the fields where it is there already.")
    private boolean replace;

    AddConnection(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var body = body();
      var path = session.organizationPath() + "/connections";
      var saved =
          replace
              ? api.put(
                  path + "/" + Api.part(name),
                  "application/json",
                  JsonMapper.shared().writeValueAsBytes(body.without(List.of("name"))))
              : api.post(path, body);
      terminal.print(
          "Saved %s for %s".formatted(name, saved.path("component").asString(component)));
      return done("connections add", saved);
    }

    private ObjectNode body() {
      var body =
          JsonNodeFactory.instance.objectNode().put("name", name).put("component", component);
      var values = body.putObject("fields");
      for (String text : fields) {
        var field = FieldText.parse(text, terminal.in());
        values.put(field.name(), field.value());
      }
      return body;
    }
  }

  @Command(description = "Remove a connection; refused while a flow uses it.")
  private static final class RemoveConnection extends RemoteCommand {
    @Parameters(paramLabel = "NAME")
    private String name = "";

    RemoveConnection(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      api.delete(session.organizationPath() + "/connections/" + Api.part(name));
      terminal.print("Removed " + name);
      return done("connections rm", JsonNodeFactory.instance.objectNode().put("name", name));
    }
  }
}
