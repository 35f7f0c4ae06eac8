package io.tributary.cli.deadletters;

import io.tributary.cli.api.Api;
import io.tributary.cli.runs.Replaying;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Table;
import io.tributary.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code dead-letters ls|causes|show|edit|patch|replay|dismiss}. */
public final class DeadLetterCommands {
  private DeadLetterCommands() {}

  public static void addTo(
      CommandLine root, Terminal terminal, Session session, Api api, Clock clock) {
    var letters = new CommandLine(new DeadLetters());
    var platform = new Platform(terminal, session, api);
    letters.addSubcommand("ls", new ListLetters(platform));
    letters.addSubcommand("causes", new ListCauses(platform));
    letters.addSubcommand("show", new ShowLetter(platform));
    letters.addSubcommand("edit", new EditLetter(platform));
    letters.addSubcommand("patch", new PatchLetters(platform));
    letters.addSubcommand(
        "replay", new ReplayLetters(platform, new Replaying(terminal, session, api, clock)));
    letters.addSubcommand("dismiss", new DismissLetters(platform));
    root.addSubcommand("dead-letters", letters);
  }

  /** What every command here needs. */
  private record Platform(Terminal terminal, Session session, Api api) {
    String path(String rest) {
      return session.organizationPath() + "/dead-letters" + rest;
    }

    int done(String operation, JsonNode result) {
      terminal.object("dead-letters " + operation, ExitCode.DONE, result);
      return ExitCode.DONE.number();
    }
  }

  @Command(description = "What steps gave up, and what is to become of it.")
  private static final class DeadLetters {}

  @Command(description = "The newest ones; open ones where no state is named.")
  private static final class ListLetters implements Callable<Integer> {
    private final Platform platform;

    @Option(names = "--flow", description = "Only this flow's.")
    private @Nullable String flow;

    @Option(names = "--cause", description = "Only with this cause.")
    private @Nullable String cause;

    @Option(names = "--state", defaultValue = "open", description = "open, replayed or dismissed.")
    private String state = "open";

    @Option(names = "--limit", defaultValue = "20", description = "At most so many.")
    private int limit;

    ListLetters(Platform platform) {
      this.platform = platform;
    }

    @Override
    public Integer call() {
      var found =
          platform.api.get(
              platform.path("?limit=" + limit)
                  + "&state="
                  + Api.part(state)
                  + (flow == null ? "" : "&flow=" + Api.part(flow))
                  + (cause == null ? "" : "&cause=" + Api.part(cause)));
      var table = new Table("ID", "FLOW", "STEP", "KIND", "DIED", "ATTEMPTS", "ERROR");
      for (JsonNode letter : found) {
        table.row(
            letter.path("id").asString(""),
            letter.path("flow").asString(""),
            letter.path("step").asString(""),
            letter.path("kind").asString(""),
            letter.path("diedAt").asString(""),
            letter.path("attempts").asString(""),
            shortened(letter.path("errorMessage").asString("")));
      }
      table.print(platform.terminal);
      return platform.done("ls", found);
    }
  }

  @Command(description = "Open ones by what they have in common, most first.")
  private static final class ListCauses implements Callable<Integer> {
    private final Platform platform;

    @Option(names = "--flow", description = "Only this flow's.")
    private @Nullable String flow;

    ListCauses(Platform platform) {
      this.platform = platform;
    }

    @Override
    public Integer call() {
      var found =
          platform.api.get(
              platform.path("/causes" + (flow == null ? "" : "?flow=" + Api.part(flow))));
      var table = new Table("CAUSE", "COUNT", "FLOW", "STEP", "KIND", "LAST", "ERROR");
      for (JsonNode group : found) {
        table.row(
            group.path("cause").asString(""),
            group.path("count").asString(""),
            group.path("flow").asString(group.path("flowId").asString("")),
            group.path("step").asString(""),
            group.path("kind").asString(""),
            group.path("last").asString(""),
            shortened(group.path("errorMessage").asString("")));
      }
      table.print(platform.terminal);
      return platform.done("causes", found);
    }
  }

  @Command(description = "One of them whole, with its body and the changed copy.")
  private static final class ShowLetter implements Callable<Integer> {
    private final Platform platform;

    @Parameters(paramLabel = "ID")
    private String id = "";

    ShowLetter(Platform platform) {
      this.platform = platform;
    }

    @Override
    public Integer call() {
      var letter = platform.api.get(platform.path("/" + Api.part(id)));
      var terminal = platform.terminal;
      terminal.print(
          "%s  flow %s  step %s  %s"
              .formatted(
                  id,
                  letter.path("flow").asString(""),
                  letter.path("step").asString(""),
                  letter.path("state").asString("")));
      terminal.print(
          "  %s after %s attempts, %s: %s"
              .formatted(
                  letter.path("kind").asString(""),
                  letter.path("attempts").asString(""),
                  letter.path("error").asString(""),
                  letter.path("errorMessage").asString("")));
      terminal.print("  component " + letter.path("image").asString(""));
      terminal.print(
          "  run %s  message %s"
              .formatted(
                  letter.path("execution").asString(""), letter.path("message").asString("")));
      body(terminal, "body", letter.path("payload"), letter.path("text").asString(""));
      if (letter.has("edited")) {
        body(
            terminal,
            "changed by " + letter.path("editedBy").asString(""),
            letter.path("edited"),
            "");
      }
      return platform.done("show", letter);
    }

    private static void body(Terminal terminal, String title, JsonNode json, String text) {
      terminal.print("  " + title + ":");
      (json.isMissingNode() ? text : json.toPrettyString())
          .lines()
          .forEach(line -> terminal.print("    " + line));
    }
  }

  @Command(description = "Keep a changed copy that a replay sends; the original stays.")
  private static final class EditLetter implements Callable<Integer> {
    private final Platform platform;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Option(
        names = {"-f", "--file"},
        required = true,
        paramLabel = "FILE",
        description = "The whole changed body, JSON.")
    private Path file = Path.of("");

    EditLetter(Platform platform) {
      this.platform = platform;
    }

    @Override
    public Integer call() {
      byte[] body;
      try {
        body = Files.readAllBytes(file.toAbsolutePath());
      } catch (IOException unreadable) {
        throw Failure.usage("Cannot read " + file + ".", "Name a file that exists: -f FILE");
      }
      var letter =
          platform.api.put(
              platform.path("/" + Api.part(id) + "/edited"), "application/octet-stream", body);
      platform.terminal.print(id + "  a replay sends the changed copy");
      return platform.done("edit", letter);
    }
  }

  @Command(
      description = {
        "Change copies of many with one JSONata expression from old to new body.",
        "Shows what it would do; --yes keeps the copies."
      })
  private static final class PatchLetters implements Callable<Integer> {
    private final Platform platform;

    @Mixin private final Choice choice = new Choice();

    @Option(
        names = {"-e", "--expression"},
        required = true,
        paramLabel = "JSONATA",
        description = "For example: $merge([$, {\"price\": $number(price)}])")
    private String expression = "";

    @Option(names = "--yes", description = "Keep the changed copies.")
    private boolean yes;

    PatchLetters(Platform platform) {
      this.platform = platform;
    }

    @Override
    public Integer call() {
      var wanted = JsonNodeFactory.instance.objectNode().put("expression", expression);
      wanted.put("preview", !yes).set("select", choice.select());
      var outcome = platform.api.post(platform.path("/patch"), wanted);
      for (JsonNode shown : outcome.path("shown")) {
        platform.terminal.print(shown.path("id").asString(""));
        platform.terminal.print("  - " + shown.path("before"));
        platform.terminal.print(
            shown.has("after")
                ? "  + " + shown.path("after")
                : "  ! " + shown.path("failed").asString(""));
      }
      platform.terminal.print(
          yes
              ? "%s changed, %s failed"
                  .formatted(
                      outcome.path("changed").asString(""), outcome.path("failed").asString(""))
              : "Nothing was kept. Repeat with --yes to keep the copies.");
      return platform.done("patch", outcome);
    }
  }

  @Command(description = "Send open ones through their steps again, each once.")
  private static final class ReplayLetters implements Callable<Integer> {
    private final Platform platform;
    private final Replaying replaying;

    @Mixin private final Choice choice = new Choice();

    @Option(
        names = "--from",
        defaultValue = "step",
        paramLabel = "PLACE",
        description = "step: each where it was given up (default); start: from the trigger on.")
    private String from = "step";

    @Option(names = "--dry-run", description = "Only say what would run again.")
    private boolean dryRun;

    @Option(names = "--per-second", defaultValue = "20", description = "At most so many a second.")
    private int perSecond;

    ReplayLetters(Platform platform, Replaying replaying) {
      this.platform = platform;
      this.replaying = replaying;
    }

    @Override
    public Integer call() {
      var wanted = JsonNodeFactory.instance.objectNode().put("perSecond", perSecond);
      wanted.put("from", from).put("preview", dryRun).set("select", choice.select());
      var path = platform.session.organizationPath() + "/replays/dead-letters";
      var answer = platform.api.post(path, wanted);
      if (dryRun) {
        replaying.showSteps(answer);
      }
      replaying.showLeftOut(answer);
      return platform.done("replay", dryRun ? answer : replaying.follow(answer));
    }
  }

  @Command(description = "Close open ones with a reason; they can still be read.")
  private static final class DismissLetters implements Callable<Integer> {
    private final Platform platform;

    @Mixin private final Choice choice = new Choice();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    DismissLetters(Platform platform) {
      this.platform = platform;
    }

    @Override
    public Integer call() {
      var wanted = JsonNodeFactory.instance.objectNode().put("reason", reason);
      wanted.set("select", choice.select());
      var outcome = platform.api.post(platform.path("/dismiss"), wanted);
      platform.terminal.print(outcome.path("changed").asString("0") + " dismissed");
      return platform.done("dismiss", outcome);
    }
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 59) + "…";
  }
}
