package io.tributary.cli.audit;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code audit ls|export|verify}. */
public final class AuditCommands {
  private AuditCommands() {}

  public static void addTo(CommandLine root, Terminal terminal, Session session, Api api) {
    var audit = new CommandLine(new Audit());
    audit.addSubcommand("ls", new ListEntries(terminal, session, api));
    audit.addSubcommand("export", new Export(terminal, session, api));
    audit.addSubcommand("verify", new Verify(terminal, session, api));
    root.addSubcommand("audit", audit);
  }

  @Command(description = "Who did what in the organization.")
  private static final class Audit {}

  @Command(description = "The newest entries.")
  private static final class ListEntries extends RemoteCommand {
    @Option(names = "--limit", paramLabel = "N", description = "1 to 500; 50 unless said.")
    private int limit = 50;

    @Option(names = "--before", paramLabel = "NUMBER", description = "The page after that entry.")
    private @Nullable Long before;

    ListEntries(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var path = session.organizationPath() + "/audit?limit=" + limit;
      var answer = api.get(before == null ? path : path + "&before=" + before);
      var table = new Table("NO", "WHEN", "WHO", "DID", "ANSWER");
      for (JsonNode each : answer.path("entries")) {
        var entry = each.path("entry");
        table.row(
            each.path("number").asLong(0),
            entry.path("at").asString(""),
            entry.path("name").asString(""),
            entry.path("action").asString("").split(" ", 2)[0]
                + " "
                + entry.path("object").asString(""),
            entry.path("status").isNumber() ? entry.path("status").asInt() : "asked");
      }
      table.print(terminal);
      return done("audit ls", answer);
    }
  }

  @Command(description = "Writes the whole log into a file, to be checked without the platform.")
  private static final class Export extends RemoteCommand {
    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("audit.ndjson");

    Export(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      long[] entries = {0};
      try (var out = Files.newBufferedWriter(file)) {
        api.lines(
            session.organizationPath() + "/audit/export",
            line -> {
              entries[0]++;
              write(out, line);
              return true;
            });
      } catch (IOException unwritable) {
        throw Failure.usage(file + " cannot be written.", "Name another file.");
      }
      terminal.print("%,d entries in %s".formatted(entries[0], file));
      terminal.object(
          "audit export",
          ExitCode.DONE,
          JsonNodeFactory.instance.objectNode().put("entries", entries[0]));
      return ExitCode.DONE.number();
    }

    private static void write(Writer out, JsonNode line) {
      try {
        out.write(line.toString());
        out.write('\n');
      } catch (IOException full) {
        throw new UncheckedIOException(full);
      }
    }
  }

  @Command(
      description =
          "Whether nothing in the log was changed, removed or inserted: of the platform's, or of an"
              + " exported FILE.")
  private static final class Verify extends RemoteCommand {
    @Parameters(paramLabel = "FILE", arity = "0..1")
    private @Nullable Path file;

    Verify(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var result = file == null ? onThePlatform() : inTheFile(file);
      return done("audit verify", result);
    }

    private JsonNode onThePlatform() {
      var verdict = api.get(session.organizationPath() + "/audit/verification");
      if (verdict.path("broken").isNumber()) {
        throw new Failure(
            ExitCode.VALIDATION_FAILED,
            "audit-broken",
            "Entry %d is missing, or is not what was written."
                .formatted(verdict.path("broken").asLong()),
            "Compare with an earlier export: tributary audit verify FILE");
      }
      terminal.print(
          "%,d entries, each as it was written. Head: %s"
              .formatted(verdict.path("entries").asLong(0), verdict.path("head").asString("")));
      return verdict;
    }

    private JsonNode inTheFile(Path given) {
      var whole = new AuditFile(given).verify();
      terminal.print(
          "%,d entries from number %d on, each as it was written. Head: %s"
              .formatted(whole.entries(), whole.first(), whole.head()));
      return JsonNodeFactory.instance
          .objectNode()
          .put("entries", whole.entries())
          .put("first", whole.first())
          .put("head", whole.head());
    }
  }
}
