package io.tributary.cli.organizations;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Terminal;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code orgs create|join|leave|suspend|resume}, beside what the session's commands do. */
public final class OrganizationCommands {
  private OrganizationCommands() {}

  public static void addTo(CommandLine root, Terminal terminal, Session session, Api api) {
    var orgs = Objects.requireNonNull(root.getSubcommands().get("orgs"), "the session adds it");
    orgs.addSubcommand("create", new Create(terminal, session, api));
    orgs.addSubcommand("join", new Join(terminal, session, api));
    orgs.addSubcommand("leave", new Leave(terminal, session, api));
    orgs.addSubcommand("suspend", new Suspend(terminal, api));
    orgs.addSubcommand("resume", new Resume(terminal, api));
  }

  @Command(description = "Make an organization; you own it. Its name is for ever.")
  private static final class Create extends RemoteCommand {
    @Parameters(paramLabel = "NAME", description = "2 to 40 of a-z, 0-9 and -.")
    private String name = "";

    @Option(names = "--title", paramLabel = "TEXT", description = "For people to read.")
    private String title = "";

    Create(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var body =
          JsonNodeFactory.instance
              .objectNode()
              .put("name", name)
              .put("title", title.isBlank() ? name : title);
      var made = api.post("/api/v1/organizations", body);
      terminal.print("Made " + name + "; you own it.");
      sayHowToReachIt(terminal, session, made);
      return done("orgs create", made);
    }
  }

  @Command(description = "Accept an invitation, with the code of its letter.")
  private static final class Join extends RemoteCommand {
    @Parameters(paramLabel = "CODE")
    private String code = "";

    Join(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var joined =
          api.post(
              "/api/v1/invitations/accept",
              JsonNodeFactory.instance.objectNode().put("code", code));
      terminal.print(
          "You are %s of %s."
              .formatted(
                  joined.path("role").asString(""),
                  joined.path("organization").path("name").asString("")));
      sayHowToReachIt(terminal, session, joined);
      return done("orgs join", joined);
    }
  }

  @Command(description = "Leave the organization you work in (--org). Its last owner cannot.")
  private static final class Leave extends RemoteCommand {
    Leave(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var organization = session.organization();
      var path = session.organizationPath();
      api.delete(path + "/members/me");
      terminal.print("You left " + organization + ".");
      session.renew();
      terminal.object(
          "orgs leave",
          ExitCode.DONE,
          JsonNodeFactory.instance.objectNode().put("organization", organization));
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "Let nothing of an organization change or run. For operators.")
  private static final class Suspend implements Callable<Integer> {
    private final Terminal terminal;
    private final Api api;

    @Parameters(paramLabel = "NAME")
    private String name = "";

    @Option(
        names = "--reason",
        required = true,
        paramLabel = "TEXT",
        description = "For its members to read.")
    private String reason = "";

    Suspend(Terminal terminal, Api api) {
      this.terminal = terminal;
      this.api = api;
    }

    @Override
    public Integer call() {
      var body = JsonNodeFactory.instance.objectNode().put("reason", reason);
      api.put(suspension(name), "application/json", JsonMapper.shared().writeValueAsBytes(body));
      terminal.print(name + " is suspended: it can be looked at, and its messages wait.");
      terminal.object("orgs suspend", ExitCode.DONE, body.put("organization", name));
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "Let a suspended organization go on. For operators.")
  private static final class Resume implements Callable<Integer> {
    private final Terminal terminal;
    private final Api api;

    @Parameters(paramLabel = "NAME")
    private String name = "";

    Resume(Terminal terminal, Api api) {
      this.terminal = terminal;
      this.api = api;
    }

    @Override
    public Integer call() {
      api.delete(suspension(name));
      terminal.print(name + " goes on.");
      terminal.object(
          "orgs resume",
          ExitCode.DONE,
          JsonNodeFactory.instance.objectNode().put("organization", name));
      return ExitCode.DONE.number();
    }
  }

  private static String suspension(String name) {
    return "/api/v1/operator/organizations/" + Api.part(name) + "/suspension";
  }

  /** The token of now does not name it yet. */
  private static void sayHowToReachIt(Terminal terminal, Session session, JsonNode answer) {
    var name = answer.path("organization").path("name").asString("");
    boolean named = answer.path("named").asBoolean(false);
    if (named && renewed(session) && session.organizations().contains(name)) {
      terminal.print("Work in it: tributary orgs use " + name);
    } else {
      terminal.print("Sign in again to reach it: tributary login");
    }
  }

  private static boolean renewed(Session session) {
    try {
      return session.renew();
    } catch (Failure refused) {
      return false;
    }
  }
}
