package io.tributary.cli.organizations;

import io.tributary.cli.api.Api;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.util.concurrent.Callable;
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
    var place = new Place(terminal, session, api);
    var members = new CommandLine(new Members());
    members.addSubcommand("ls", new ListMembers(place));
    members.addSubcommand("invite", new Invite(place));
    members.addSubcommand("invitations", new ListInvitations(place));
    members.addSubcommand("withdraw", new Withdraw(place));
    members.addSubcommand("role", new ChangeRole(place));
    members.addSubcommand("rm", new Remove(place));
    root.addSubcommand("members", members);
  }

  /** Where these commands work. */
  private record Place(Terminal terminal, Session session, Api api) {
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
  private static final class ListMembers implements Callable<Integer> {
    private final Place place;

    ListMembers(Place place) {
      this.place = place;
    }

    @Override
    public Integer call() {
      var answer = place.api().get(place.path() + "/members");
      var table = new Table("MEMBER", "E-MAIL", "ROLE", "SINCE");
      for (JsonNode member : answer.path("members")) {
        table.row(
            member.path("name").asString(""),
            member.path("email").asString(""),
            member.path("role").asString(""),
            member.path("since").asString(""));
      }
      table.print(place.terminal());
      place.terminal().object("members ls", ExitCode.DONE, answer);
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "Invite a person by e-mail, for a week.")
  private static final class Invite implements Callable<Integer> {
    private final Place place;

    @Parameters(paramLabel = "E-MAIL")
    private String email = "";

    @Option(
        names = "--role",
        required = true,
        paramLabel = "ROLE",
        description = "owner, admin, builder, operator or viewer; see docs/permissions.md.")
    private String role = "";

    Invite(Place place) {
      this.place = place;
    }

    @Override
    public Integer call() {
      var body = JsonNodeFactory.instance.objectNode().put("email", email).put("role", role);
      var answer = place.api().post(place.path() + "/invitations", body);
      var terminal = place.terminal();
      terminal.print(
          answer.path("sent").asBoolean(false)
              ? "Invited " + email + "; the letter is on its way."
              : "Invited " + email + ". No letter could be sent: hand the code over yourself.");
      terminal.print("They accept with: tributary orgs join " + answer.path("code").asString(""));
      terminal.object("members invite", ExitCode.DONE, answer);
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "Invitations that nobody has accepted yet.")
  private static final class ListInvitations implements Callable<Integer> {
    private final Place place;

    ListInvitations(Place place) {
      this.place = place;
    }

    @Override
    public Integer call() {
      var answer = place.api().get(place.path() + "/invitations");
      var table = new Table("E-MAIL", "ROLE", "BY", "UNTIL", "ID");
      for (JsonNode each : answer.path("invitations")) {
        table.row(
            each.path("email").asString(""),
            each.path("role").asString(""),
            each.path("invitedBy").asString(""),
            each.path("until").asString(""),
            each.path("id").asString(""));
      }
      table.print(place.terminal());
      place.terminal().object("members invitations", ExitCode.DONE, answer);
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "Take an invitation back.")
  private static final class Withdraw implements Callable<Integer> {
    private final Place place;

    @Parameters(paramLabel = "ID", description = "See: tributary members invitations.")
    private String id = "";

    Withdraw(Place place) {
      this.place = place;
    }

    @Override
    public Integer call() {
      place.api().delete(place.path() + "/invitations/" + Api.part(id));
      place.terminal().print("Withdrawn.");
      place
          .terminal()
          .object(
              "members withdraw",
              ExitCode.DONE,
              JsonNodeFactory.instance.objectNode().put("id", id));
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "Give a member another role.")
  private static final class ChangeRole implements Callable<Integer> {
    private final Place place;

    @Parameters(index = "0", paramLabel = "MEMBER", description = "E-mail address or name.")
    private String member = "";

    @Parameters(
        index = "1",
        paramLabel = "ROLE",
        description = "owner, admin, builder, operator or viewer.")
    private String role = "";

    ChangeRole(Place place) {
      this.place = place;
    }

    @Override
    public Integer call() {
      var body = JsonNodeFactory.instance.objectNode().put("role", role);
      var changed =
          place
              .api()
              .put(
                  place.memberPath(member),
                  "application/json",
                  JsonMapper.shared().writeValueAsBytes(body));
      place.terminal().print("%s is %s now.".formatted(member, role));
      place.terminal().object("members role", ExitCode.DONE, changed);
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "Remove a member; it is a stranger within moments.")
  private static final class Remove implements Callable<Integer> {
    private final Place place;

    @Parameters(paramLabel = "MEMBER", description = "E-mail address or name.")
    private String member = "";

    Remove(Place place) {
      this.place = place;
    }

    @Override
    public Integer call() {
      place.api().delete(place.memberPath(member));
      place.terminal().print("Removed " + member + ".");
      place
          .terminal()
          .object(
              "members rm",
              ExitCode.DONE,
              JsonNodeFactory.instance.objectNode().put("member", member));
      return ExitCode.DONE.number();
    }
  }
}
