package io.tributary.cli.tokens;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code token create|ls|revoke} and {@code git-credential}. */
public final class TokenCommands {
  private TokenCommands() {}

  public static void addTo(CommandLine root, Terminal terminal, Session session, Api api) {
    var token = new CommandLine(new Token());
    token.addSubcommand("create", new Create(terminal, session, api));
    token.addSubcommand("ls", new ListTokens(terminal, session, api));
    token.addSubcommand("revoke", new Revoke(terminal, session, api));
    root.addSubcommand("token", token);
    root.addSubcommand("git-credential", new GitCredential(terminal, session));
  }

  @Command(
      description = "Personal access tokens, for git and CI.",
      synopsisSubcommandLabel = "(create NAME | ls | revoke ID)")
  private static final class Token {}

  @Command(
      description = {
        "Make a token for one organization. It is printed now and never again.",
        "It does what its scopes say, as long as your role allows it."
      })
  private static final class Create extends RemoteCommand {
    @Parameters(paramLabel = "NAME", description = "What it is for, for example ci.")
    private String name = "";

    @Option(
        names = "--scope",
        split = ",",
        paramLabel = "WORD",
        description = "May be repeated; without it look and push: git fetches and pushes.")
    private List<String> scopes = List.of("look", "push");

    @Option(
        names = "--days",
        paramLabel = "N",
        description = "How long it is good, at most 365; default 90.")
    private @Nullable Integer days;

    Create(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var made = api.post(session.organizationPath() + "/tokens", wish());
      var token = made.path("token");
      terminal.chat(
          "Keep it now, it is not shown again. Good until %s, for: %s"
              .formatted(token.path("expiresAt").asString(""), words(token.path("scopes"))));
      terminal.print(made.path("secret").asString(""));
      return done("token create", made);
    }

    private ObjectNode wish() {
      var wish = JsonNodeFactory.instance.objectNode().put("name", name);
      scopes.forEach(wish.putArray("scopes")::add);
      return days == null ? wish : wish.put("days", days);
    }
  }

  @Command(
      description = {
        "Your tokens in the organization, without their secrets.",
        "Owners and admins see everybody's."
      })
  private static final class ListTokens extends RemoteCommand {
    ListTokens(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var tokens = api.get(session.organizationPath() + "/tokens");
      var table =
          new Table("ID", "NAME", "OWNER", "ENDS WITH", "SCOPES", "STATE", "EXPIRES", "LAST USED");
      for (JsonNode token : tokens) {
        table.row(
            token.path("id").asString(""),
            token.path("name").asString(""),
            token.path("owner").asString(""),
            "…" + token.path("endsWith").asString(""),
            words(token.path("scopes")),
            token.path("state").asString(""),
            token.path("expiresAt").asString(""),
            token.path("lastUsedAt").asString("never"));
      }
      table.print(terminal);
      return done("token ls", tokens);
    }
  }

  @Command(description = "End a token at once.")
  private static final class Revoke extends RemoteCommand {
    @Parameters(paramLabel = "ID", description = "As token ls shows it.")
    private String id = "";

    Revoke(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      api.delete(session.organizationPath() + "/tokens/" + Api.part(id));
      terminal.print("Revoked " + id);
      return done("token revoke", JsonNodeFactory.instance.objectNode().put("id", id));
    }
  }

  private static String words(JsonNode scopes) {
    return StreamSupport.stream(scopes.spliterator(), false)
        .map(scope -> scope.asString(""))
        .collect(Collectors.joining(","));
  }
}
