package io.tributary.cli.organizations;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code members ls|invite|invitations|withdraw|role|rm}. */
public final class MemberCommands {
  private MemberCommands() {}

  public static void addTo(CommandLine root, Terminal terminal, Session session, Api api) {
    var members = new CommandLine(new Members());
    members.addSubcommand("ls", new ListMembers(terminal, session, api));
    members.addSubcommand("invite", new Invite(terminal, session, api));
    members.addSubcommand("invitations", new ListInvitations(terminal, session, api));
    members.addSubcommand("withdraw", new Withdraw(terminal, session, api));
    members.addSubcommand("role", new ChangeRole(terminal, session, api));
    members.addSubcommand("rm", new Remove(terminal, session, api));
    root.addSubcommand("members", members);
  }

  /** One of these commands. */
  private abstract static class MemberCommand extends RemoteCommand {
    MemberCommand(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    String path() {
      return session.organizationPath();
    }

    /** The address of a member that somebody names by e-mail address, name or subject. */
    String memberPath(String named) {
      for (JsonNode member : api.get(path() + "/members").path("members")) {
        for (var field : new String[] {"subject", "email", "name"}) {
          if (member.path(field).asString("").equalsIgnoreCase(named)) {
            return path() + "/members/" + Api.part(member.path("subject").asString(""));
          }
        }
      }
      throw new Failure(
          ExitCode.NOT_FOUND,
          "member-not-found",
          "\"%s\" is no member of %s.".formatted(named, session.organization()),
          "See: tributary members ls");
    }
  }

  @Command(description = "Who belongs to the organization, and as what.")
  private static final class Members {}

  @Command(description = "All members, owners first.")
  private static final class ListMembers extends MemberCommand {
    ListMembers(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var answer = api.get(path() + "/members");
      var table = new Table("MEMBER", "E-MAIL", "ROLE", "SINCE");
      for (JsonNode member : answer.path("members")) {
        table.row(
            member.path("name").asString(""),
            member.path("email").asString(""),
            member.path("role").asString(""),
            member.path("since").asString(""));
      }
      table.print(terminal);
      return done("members ls", answer);
    }
  }

  @Command(description = "Invite a person by e-mail, for a week.")
  private static final class Invite extends MemberCommand {
    @Parameters(paramLabel = "E-MAIL")
    private String email = "";

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "owner, admin, builder, operator or viewer; see docs/permissions.md.")
    private String role = "";

    Invite(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var body = JsonNodeFactory.instance.objectNode().put("email", email).put("role", role);
      var answer = api.post(path() + "/invitations", body);
      terminal.print(
          answer.path("sent").asBoolean(false)
              ? "Invited " + email + "; the letter is on its way."
              : "Invited " + email + ". No letter could be sent: hand the code over yourself.");
      terminal.print("They accept with: tributary orgs join " + answer.path("code").asString(""));
      return done("members invite", answer);
    }
  }

  @Command(description = "Invitations that nobody has accepted yet.")
  private static final class ListInvitations extends MemberCommand {
    ListInvitations(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var answer = api.get(path() + "/invitations");
      var table = new Table("E-MAIL", "ROLE", "BY", "UNTIL", "ID");
      for (JsonNode each : answer.path("invitations")) {
        table.row(
            each.path("email").asString(""),
            each.path("role").asString(""),
            each.path("invitedBy").asString(""),
            each.path("until").asString(""),
            each.path("id").asString(""));
      }
      table.print(terminal);
      return done("members invitations", answer);
    }
  }

  @Command(description = "Take an invitation back.")
  private static final class Withdraw extends MemberCommand {
    @Parameters(paramLabel = "ID", description = "See: tributary members invitations.")
    private String id = "";

    Withdraw(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      api.delete(path() + "/invitations/" + Api.part(id));
      terminal.print("Withdrawn.");
      return done("members withdraw", JsonNodeFactory.instance.objectNode().put("id", id));
    }
  }

  @Command(description = "Give a member another role.")
  private static final class ChangeRole extends MemberCommand {
    @Parameters(index = "0", paramLabel = "MEMBER", description = "E-mail address or name.")
    private String member = "";

    @Parameters(
        index = "1",
        paramLabel = "ROLE",
        description = "owner, admin, builder, operator or viewer.")
    private String role = "";

    ChangeRole(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      var body = JsonNodeFactory.instance.objectNode().put("role", role);
      var changed =
          api.put(
              memberPath(member), "application/json", JsonMapper.shared().writeValueAsBytes(body));
      terminal.print("%s is %s now.".formatted(member, role));
      return done("members role", changed);
    }
  }

  @Command(description = "Remove a member; it is a stranger within moments.")
  private static final class Remove extends MemberCommand {
    @Parameters(paramLabel = "MEMBER", description = "E-mail address or name.")
    private String member = "";

    Remove(Terminal terminal, Session session, Api api) {
      super(terminal, session, api);
    }

    @Override
    public Integer call() {
      api.delete(memberPath(member));
      terminal.print("Removed " + member + ".");
      return done("members rm", JsonNodeFactory.instance.objectNode().put("member", member));
    }
  }
}
