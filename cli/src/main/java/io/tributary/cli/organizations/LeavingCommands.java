package io.tributary.cli.organizations;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code orgs export|delete|keep}: an organization takes what it has, and leaves. */
public final class LeavingCommands {
  private LeavingCommands() {}

  public static void addTo(
      CommandLine root, Terminal terminal, Session session, Api api, Clock clock) {
    var orgs = Objects.requireNonNull(root.getSubcommands().get("orgs"), "the session adds it");
    orgs.addSubcommand("export", new Export(terminal, session, api, clock));
    orgs.addSubcommand("delete", new DeleteOrganization(terminal, session, api, clock));
    orgs.addSubcommand("keep", new Keep(terminal, session, api));
  }

  @Command(
      description = "Write everything that an organization owns but its secrets into a ZIP file.")
  private static final class Export extends RemoteCommand {
    private final Clock clock;

    @Parameters(paramLabel = "NAME", arity = "0..1", description = "The one you work in if absent.")
    private @Nullable String name;

    @Option(names = "--to", paramLabel = "FILE", description = "NAME-DATE.zip unless said.")
    private @Nullable Path to;

    Export(Terminal terminal, Session session, Api api, Clock clock) {
      super(terminal, session, api);
      this.clock = clock;
    }

    @Override
    public Integer call() {
      var organization = name == null ? session.organization() : name;
      var path = session.organizationPath(organization) + "/export";
      var day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
      var file = to == null ? Path.of("%s-%s.zip".formatted(organization, day)) : to;
      var whole = new ExportFile(file).keep(out -> api.download(path, out));
      terminal.print(
          String.format(
              Locale.ROOT, "%,d entries, %,d bytes in %s", whole.entries(), whole.bytes(), file));
      return done(
          "orgs export",
          JsonNodeFactory.instance
              .objectNode()
              .put("organization", organization)
              .put("file", file.toString())
              .put("entries", whole.entries())
              .put("bytes", whole.bytes()));
    }
  }

  @Command(description = "Call the deletion of an organization off: it goes on.")
  private static final class Keep extends RemoteCommand {
    @Parameters(paramLabel = "NAME")
    private String name = "";

    Keep(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      api.delete(deletion(session, name));
      terminal.print(name + " stays, and goes on.");
      return done("orgs keep", JsonNodeFactory.instance.objectNode().put("organization", name));
    }
  }

  static String deletion(Session session, String name) {
    return session.organizationPath(name) + "/deletion";
  }

  /** What goes with the organization, where there is any, and what does not. */
  static void print(Terminal terminal, JsonNode holdings) {
    var goes = new Table("GOES", "");
    for (JsonNode each : holdings.path("goes")) {
      long count = each.path("count").asLong(0);
      if (count > 0) {
        goes.row(each.path("name").asString(""), String.format(Locale.ROOT, "%,d", count));
      }
    }
    goes.print(terminal);
    if (holdings.path("stays").isEmpty()) {
      return;
    }
    var stays = new Table("STAYS", "");
    for (JsonNode each : holdings.path("stays")) {
      stays.row(each.path("what").asString(""), each.path("why").asString(""));
    }
    stays.print(terminal);
  }
}
