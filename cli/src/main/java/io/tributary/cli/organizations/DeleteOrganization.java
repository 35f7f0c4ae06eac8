package io.tributary.cli.organizations;

import io.tributary.cli.api.Api;
import io.tributary.cli.api.RemoteCommand;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Terminal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code orgs delete}: asked for, after it was seen what that means. */
@Command(
    description = {
      "Delete an organization with everything it owns, after a time in which you can call it off.",
      "Shows what would go and asks for the name; where nobody can be asked, and with --json, call",
      "it again with --confirm."
    })
final class DeleteOrganization extends RemoteCommand {
  private static final String OPERATION = "orgs delete";

  private final Clock clock;

  @Parameters(paramLabel = "NAME")
  private String name = "";

  @Option(
      names = "--confirm",
      paramLabel = "NAME",
      description = "The name once more, instead of being asked for it.")
  private @Nullable String confirm;

  DeleteOrganization(Terminal terminal, Session session, Api api, Clock clock) {
    super(terminal, session, api);
    this.clock = clock;
  }

  @Override
  public Integer call() {
    var path = LeavingCommands.deletion(session, name);
    if (confirm != null) {
      return delete(path, confirm);
    }
    var deletion = api.get(path);
    if (deletion.path("state").asString("").equals("leaving")) {
      return leavesAlready(deletion);
    }
    show(deletion);
    return delete(path, asked());
  }

  private Integer delete(String path, String confirmed) {
    if (!confirmed.equals(name)) {
      throw Failure.usage(
          "\"%s\" is not \"%s\": nothing was deleted.".formatted(confirmed, name),
          "Name the same organization twice, or none.");
    }
    var body = JsonNodeFactory.instance.objectNode().put("name", confirmed);
    var deletion = api.put(path, "application/json", JsonMapper.shared().writeValueAsBytes(body));
    terminal.print(
        "%s will be deleted on %s. Nothing of it runs or changes from now on."
            .formatted(name, deletion.path("at").asString("")));
    sayWhatCanBeDone();
    return done(OPERATION, deletion);
  }

  private Integer leavesAlready(JsonNode deletion) {
    terminal.print(
        "%s will be deleted on %s; %s asked for it on %s."
            .formatted(
                name,
                deletion.path("at").asString(""),
                deletion.path("by").asString(""),
                deletion.path("asked").asString("")));
    sayWhatCanBeDone();
    return done(OPERATION, deletion);
  }

  private void sayWhatCanBeDone() {
    terminal.print("Call it off until then:  tributary orgs keep " + name);
    terminal.print("Take what you have:      tributary orgs export " + name);
  }

  private void show(JsonNode deletion) {
    LeavingCommands.print(terminal, api.get(session.organizationPath(name) + "/holdings"));
    terminal.print("");
    terminal.print(
        "At once nothing of %s runs or changes any more; it can be looked at and exported."
            .formatted(name));
    terminal.print(
        "It would be deleted %s, and its owners can call that off until then."
            .formatted(when(deletion.path("waitingTime").asString(""))));
    terminal.print("Take what you have before:  tributary orgs export " + name);
  }

  private String when(String wait) {
    try {
      var time = Duration.parse(wait);
      Instant at = clock.instant().plus(time).truncatedTo(ChronoUnit.MINUTES);
      return "on %s (in %s)"
          .formatted(at, time.toDays() > 1 ? time.toDays() + " days" : time.toHours() + " hours");
    } catch (DateTimeParseException foreign) {
      return "later";
    }
  }

  /** What somebody types who was shown all that. */
  private String asked() {
    if (!terminal.mayAsk()) {
      throw Failure.usage(
          "Nothing was deleted: that has to be confirmed.",
          "Repeat it with: " + confirmedCommand());
    }
    terminal.chat("Type the name of the organization to delete it:");
    try {
      var in = new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8));
      return Optional.ofNullable(in.readLine()).map(String::strip).orElse("");
    } catch (IOException closed) {
      throw new Failure(ExitCode.UNEXPECTED, "input-closed", "The input cannot be read.", "");
    }
  }

  private String confirmedCommand() {
    var server = terminal.globals().server();
    return "tributary orgs delete %1$s --confirm %1$s%2$s"
        .formatted(name, server == null ? "" : " --server " + server);
  }
}
