package io.tributary.cli.components;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code search}, {@code info}, {@code publishers ls|add}. */
public final class ComponentCommands {
  private ComponentCommands() {}

  public static void addTo(CommandLine root, Terminal terminal, Session session, Api api) {
    root.addSubcommand("search", new Search(terminal, api));
    root.addSubcommand("info", new ShowComponent(terminal, api));
    var publishers = new CommandLine(new Publishers());
    publishers.addSubcommand("ls", new ListPublishers(terminal, session, api));
    publishers.addSubcommand("add", new AddPublisher(terminal, session, api));
    root.addSubcommand("publishers", publishers);
  }

  @Command(description = "Find components by words of their names, texts and operations.")
  private static final class Search implements Callable<Integer> {
    private final Terminal terminal;
    private final Api api;

    @Parameters(arity = "0..*", paramLabel = "WORD")
    private List<String> words = List.of();

    Search(Terminal terminal, Api api) {
      this.terminal = terminal;
      this.api = api;
    }

    @Override
    public Integer call() {
      var found = api.get("/api/v1/components?query=" + Api.part(String.join(" ", words)));
      var table = new Table("COMPONENT", "LATEST", "TITLE");
      for (JsonNode component : found.path("components")) {
        table.row(
            component.path("component").asString(""),
            component.path("latest").asString(""),
            component.path("title").asString(""));
      }
      table.print(terminal);
      terminal.object("search", ExitCode.DONE, found);
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "One component and its versions.")
  private static final class ShowComponent implements Callable<Integer> {
    private final Terminal terminal;
    private final Api api;

    @Parameters(paramLabel = "PUBLISHER/COMPONENT")
    private String reference = "";

    ShowComponent(Terminal terminal, Api api) {
      this.terminal = terminal;
      this.api = api;
    }

    @Override
    public Integer call() {
      if (!reference.matches("[a-z0-9-]+/[a-z0-9-]+")) {
        throw Failure.usage(
            "\"%s\" is no component.".formatted(reference), "Write publisher/component");
      }
      var component = api.get("/api/v1/components/" + reference);
      var summary = component.path("summary");
      terminal.print(reference + "  " + summary.path("title").asString(""));
      terminal.print("  " + summary.path("description").asString(""));
      var table = new Table("  VERSION", "STATE", "SINCE", "COMMIT", "IMAGE");
      for (JsonNode version : component.path("versions")) {
        table.row(
            "  " + version.path("version").asString(""),
            version.path("state").asString(""),
            version.path("since").asString(""),
            version.path("commit").asString("").replaceFirst("^(.{7}).*", "$1"),
            version.path("image").asString("–"));
      }
      table.print(terminal);
      terminal.object("info", ExitCode.DONE, component);
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "Names under which the organization publishes.")
  private static final class Publishers {}

  @Command(description = "The organization's publishers.")
  private static final class ListPublishers extends RemoteCommand {
    ListPublishers(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var publishers = api.get(session.organizationPath() + "/publishers");
      publishers.forEach(publisher -> terminal.print(publisher.path("name").asString("")));
      return done("publishers ls", publishers);
    }
  }

  @Command(description = "Take a free name for the organization, for ever.")
  private static final class AddPublisher extends RemoteCommand {
    @Parameters(paramLabel = "NAME")
    private String name = "";

    AddPublisher(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var added =
          api.post(
              session.organizationPath() + "/publishers",
              JsonNodeFactory.instance.objectNode().put("name", name));
      terminal.print("%s publishes as %s".formatted(added.path("organization").asString(""), name));
      return done("publishers add", added);
    }
  }
}
