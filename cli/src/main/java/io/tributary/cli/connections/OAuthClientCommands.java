package io.tributary.cli.connections;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Terminal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code oauth-clients show|set|rm}. */
public final class OAuthClientCommands {
  private OAuthClientCommands() {}

  public static void addTo(CommandLine root, Terminal terminal, Session session, Api api) {
    var clients = new CommandLine(new Clients());
    clients.addSubcommand("show", new ShowClient(terminal, session, api));
    clients.addSubcommand("set", new SetClient(terminal, session, api));
    clients.addSubcommand("rm", new RemoveClient(terminal, session, api));
    root.addSubcommand("oauth-clients", clients);
  }

  @Command(description = "Who the platform is to providers of OAuth 2, for a component.")
  private static final class Clients {}

  /** Whose client, and for which component. */
  private static final class Which {
    @Parameters(paramLabel = "PUBLISHER/COMPONENT")
    private String component = "";

    @Option(names = "--platform", description = "For all organizations; operators only.")
    private boolean platform;

    private String path(Session session) {
      var parts = component.split("/", -1);
      if (parts.length != 2) {
        throw Failure.usage(
            "\"%s\" is no component.".formatted(component), "Write publisher/component");
      }
      return (platform ? "/api/v1/operator" : session.organizationPath())
          + "/oauth-clients/"
          + Api.part(parts[0])
          + "/"
          + Api.part(parts[1]);
    }
  }

  private static Integer print(Terminal terminal, String operation, JsonNode client) {
    terminal.print("client    " + client.path("clientId").asString(""));
    terminal.print("secret    …" + client.path("lastFour").asString(""));
    for (JsonNode host : client.path("hosts")) {
      terminal.print("host      " + host.asString(""));
    }
    terminal.print("redirect  " + client.path("redirectAddress").asString(""));
    terminal.object(operation, ExitCode.DONE, client);
    return ExitCode.DONE.number();
  }

  @Command(description = "The client, without its secret, and the redirect address it must have.")
  private static final class ShowClient extends RemoteCommand {
    @Mixin private final Which which = new Which();

    ShowClient(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      return print(terminal, "oauth-clients show", api.get(which.path(session)));
    }
  }

  @Command(description = "Keeps a client, in place of the one before.")
  private static final class SetClient extends RemoteCommand {
    @Mixin private final Which which = new Which();

    @Option(names = "--id", required = true, paramLabel = "ID", description = "The client's id.")
    private String id = "";

    @Option(
        names = "--secret",
        required = true,
        paramLabel = "@FILE",
        description = "A file with its secret, or @- for standard input.")
    private String secret = "";

    @Option(
        names = "--host",
        required = true,
        paramLabel = "HOST",
        description = "Where the secret may be sent: the token endpoint's host, or *.domain.")
    private List<String> hosts = List.of();

    @Option(
        names = "--redirect",
        paramLabel = "ADDRESS",
        description = "As the provider has it, to be compared with the platform's.")
    private @Nullable String redirect;

    SetClient(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      if (!secret.startsWith("@")) {
        throw Failure.usage(
            "A secret as an argument would stand in the list of processes.",
            "Write --secret @file, or @- for standard input");
      }
      var body =
          JsonNodeFactory.instance
              .objectNode()
              .put("clientId", id)
              .put("secret", FieldText.parse("secret=" + secret, terminal.in()).value());
      var named = body.putArray("hosts");
      hosts.forEach(named::add);
      if (redirect != null) {
        body.put("redirectAddress", redirect);
      }
      return print(
          terminal,
          "oauth-clients set",
          api.put(
              which.path(session),
              "application/json",
              JsonMapper.shared().writeValueAsBytes(body)));
    }
  }

  @Command(description = "Removes it; what it authorized must be authorized again.")
  private static final class RemoveClient extends RemoteCommand {
    @Mixin private final Which which = new Which();

    RemoveClient(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      api.delete(which.path(session));
      terminal.print("Removed the client for " + which.component);
      terminal.object(
          "oauth-clients rm",
          ExitCode.DONE,
          JsonNodeFactory.instance.objectNode().put("component", which.component));
      return ExitCode.DONE.number();
    }
  }
}
