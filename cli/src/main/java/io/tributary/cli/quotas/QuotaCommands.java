package io.tributary.cli.quotas;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code quotas}, {@code quotas set|reset}. */
public final class QuotaCommands {
  private QuotaCommands() {}

  public static void addTo(CommandLine root, Terminal terminal, Session session, Api api) {
    var quotas = new CommandLine(new Quotas(terminal, session, api));
    quotas.addSubcommand("set", new SetLimit(terminal, api));
    quotas.addSubcommand("reset", new Reset(terminal, api));
    root.addSubcommand("quotas", quotas);
  }

  @Command(description = "What the organization may have and do, and how much of it is used.")
  private static final class Quotas extends RemoteCommand {
    Quotas(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var answer = api.get(session.organizationPath() + "/quotas");
      var table = new Table("QUOTA", "USED", "LIMIT", "UNIT", "UNTIL", "");
      for (JsonNode quota : answer.path("quotas")) {
        table.row(
            quota.path("quota").asString(""),
            number(quota.path("used"), "?"),
            number(quota.path("limit"), "none"),
            quota.path("unit").asString(""),
            quota.path("until").asString(""),
            quota.path("warning").asBoolean(false) ? "most of it is used" : "");
      }
      table.print(terminal);
      return done("quotas", answer);
    }

    private static String number(JsonNode number, String absent) {
      return number.isNumber() ? String.format(Locale.ROOT, "%,d", number.asLong()) : absent;
    }
  }

  @Command(description = "Give one organization a limit of its own; 0 is no limit. For operators.")
  private static final class SetLimit implements Callable<Integer> {
    private final Terminal terminal;
    private final Api api;

    @Parameters(index = "0", paramLabel = "ORGANIZATION")
    private String organization = "";

    @Parameters(index = "1", paramLabel = "QUOTA", description = "See: tributary quotas.")
    private String quota = "";

    @Parameters(index = "2", paramLabel = "LIMIT")
    private long limit;

    SetLimit(Terminal terminal, Api api) {
      this.terminal = terminal;
      this.api = api;
    }

    @Override
    public Integer call() {
      var body = JsonNodeFactory.instance.objectNode().put("limit", limit);
      api.put(
          address(organization, quota),
          "application/json",
          JsonMapper.shared().writeValueAsBytes(body));
      terminal.print(
          limit == 0
              ? "%s has no limit of %s.".formatted(organization, quota)
              : String.format(Locale.ROOT, "%s has %,d of %s.", organization, limit, quota));
      terminal.object(
          "quotas set", ExitCode.DONE, body.put("organization", organization).put("quota", quota));
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "Let the usual limit hold for an organization again. For operators.")
  private static final class Reset implements Callable<Integer> {
    private final Terminal terminal;
    private final Api api;

    @Parameters(index = "0", paramLabel = "ORGANIZATION")
    private String organization = "";

    @Parameters(index = "1", paramLabel = "QUOTA", description = "See: tributary quotas.")
    private String quota = "";

    Reset(Terminal terminal, Api api) {
      this.terminal = terminal;
      this.api = api;
    }

    @Override
    public Integer call() {
      api.delete(address(organization, quota));
      terminal.print("%s has the usual limit of %s.".formatted(organization, quota));
      terminal.object(
          "quotas reset",
          ExitCode.DONE,
          JsonNodeFactory.instance
              .objectNode()
              .put("organization", organization)
              .put("quota", quota));
      return ExitCode.DONE.number();
    }
  }

  private static String address(String organization, String quota) {
    return "/api/v1/operator/organizations/%s/quotas/%s"
        .formatted(Api.part(organization), Api.part(quota));
  }
}
