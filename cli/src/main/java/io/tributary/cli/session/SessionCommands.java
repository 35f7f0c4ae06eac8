package io.tributary.cli.session;

import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code login}, {@code logout}, {@code whoami}, {@code orgs}. */
public final class SessionCommands {
  private SessionCommands() {}

  public static void addTo(CommandLine root, Terminal terminal, Session session, Clock clock) {
    root.addSubcommand("login", new Login(terminal, session, clock));
    root.addSubcommand("logout", new Logout(terminal, session));
    root.addSubcommand("whoami", new Whoami(terminal, session));
    var orgs = new CommandLine(new Orgs());
    orgs.addSubcommand("ls", new OrgsList(terminal, session));
    orgs.addSubcommand("use", new OrgsUse(terminal, session));
    root.addSubcommand("orgs", orgs);
  }

  @Command(description = "Sign in with a browser.")
  private static final class Login implements Callable<Integer> {
    private final Terminal terminal;
    private final Session session;
    private final Clock clock;

    Login(Terminal terminal, Session session, Clock clock) {
      this.terminal = terminal;
      this.session = session;
      this.clock = clock;
    }

    @Override
    public Integer call() {
      var grant = new DeviceGrant(terminal, new TokenEndpoint(clock), clock);
      var signedIn = grant.signIn(session.server().toString());
      session.keep(signedIn);
      return told(terminal, "login", TokenClaims.of(signedIn.accessToken()));
    }
  }

  @Command(description = "Forget the log-in on this machine.")
  private static final class Logout implements Callable<Integer> {
    private final Terminal terminal;
    private final Session session;

    Logout(Terminal terminal, Session session) {
      this.terminal = terminal;
      this.session = session;
    }

    @Override
    public Integer call() {
      session.forget();
      terminal.print("Signed out of " + session.server());
      terminal.object("logout", ExitCode.DONE, JsonNodeFactory.instance.objectNode());
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "Who is signed in, and in which organization the commands work.")
  private static final class Whoami implements Callable<Integer> {
    private final Terminal terminal;
    private final Session session;

    Whoami(Terminal terminal, Session session) {
      this.terminal = terminal;
      this.session = session;
    }

    @Override
    public Integer call() {
      return told(terminal, "whoami", session.claims());
    }
  }

  @Command(
      description = "Your organizations.",
      synopsisSubcommandLabel =
          "(ls | use | create | join | leave | export | delete | keep | suspend | resume)")
  private static final class Orgs {}

  @Command(description = "List them; * marks the active one.")
  private static final class OrgsList implements Callable<Integer> {
    private final Terminal terminal;
    private final Session session;

    OrgsList(Terminal terminal, Session session) {
      this.terminal = terminal;
      this.session = session;
    }

    @Override
    public Integer call() {
      var all = session.organizations();
      String active = all.size() > 1 ? activeOrNone() : String.join("", all);
      var table = new Table(" ", "ORGANIZATION");
      var result = JsonNodeFactory.instance.objectNode();
      var names = result.put("active", active).putArray("organizations");
      for (var name : all) {
        table.row(name.equals(active) ? "*" : " ", name);
        names.add(name);
      }
      table.print(terminal);
      terminal.object("orgs ls", ExitCode.DONE, result);
      return ExitCode.DONE.number();
    }

    private String activeOrNone() {
      try {
        return session.organization();
      } catch (Failure nobodyChose) {
        return "";
      }
    }
  }

  @Command(description = "Work in this organization from now on.")
  private static final class OrgsUse implements Callable<Integer> {
    private final Terminal terminal;
    private final Session session;

    @Parameters(paramLabel = "NAME")
    private String name = "";

    OrgsUse(Terminal terminal, Session session) {
      this.terminal = terminal;
      this.session = session;
    }

    @Override
    public Integer call() {
      if (!session.organizations().contains(name)) {
        throw new Failure(
            ExitCode.NOT_FOUND,
            "organization-not-found",
            "You do not belong to an organization \"%s\".".formatted(name),
            "Yours: " + String.join(", ", session.organizations()));
      }
      session.use(name);
      terminal.print("Working in " + name);
      terminal.object(
          "orgs use", ExitCode.DONE, JsonNodeFactory.instance.objectNode().put("active", name));
      return ExitCode.DONE.number();
    }
  }

  private static int told(Terminal terminal, String operation, TokenClaims claims) {
    terminal.print(
        "%s, member of %s"
            .formatted(
                claims.name(),
                claims.organizations().isEmpty()
                    ? "no organization"
                    : String.join(", ", claims.organizations())));
    var result = JsonNodeFactory.instance.objectNode().put("name", claims.name());
    claims.organizations().forEach(result.putArray("organizations")::add);
    terminal.object(operation, ExitCode.DONE, result);
    return ExitCode.DONE.number();
  }
}
