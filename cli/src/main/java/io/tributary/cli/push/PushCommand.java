package io.tributary.cli.push;

import io.tributary.cli.builds.Detach;
import io.tributary.cli.builds.FollowBuild;
import io.tributary.cli.session.Session;
import io.tributary.cli.terminal.ExitCode;
import io.tributary.cli.terminal.Failure;
import io.tributary.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code push}: what is committed goes to the platform, and the build is followed to its end. */
@Command(
    description = {
      "Push HEAD to the platform and follow its build.",
      "Where it goes: --as publisher/component, else the git remote \"tributary\"."
    })
public final class PushCommand implements Callable<Integer> {
  private static final String OPERATION = "push";

  private final Terminal terminal;
  private final Session session;
  private final FollowBuild followBuild;

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "The component's folder.")
  private Path folder = Path.of("");

  @Option(names = "--as", paramLabel = "PUBLISHER/COMPONENT", description = "Where it goes.")
  private @Nullable String reference;

  @Option(
      names = "--to",
      paramLabel = "REF",
      defaultValue = "main",
      description = "A branch, or a tag like v1.0.0; default main.")
  private String to = "main";

  @Option(
      names = "--wait",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Follow the build; --no-wait only prints its link.")
  private boolean await;

  public PushCommand(Terminal terminal, Session session, FollowBuild followBuild) {
    this.terminal = terminal;
    this.session = session;
    this.followBuild = followBuild;
  }

  @Override
  public Integer call() {
    var git = new GitRepository(folder.toAbsolutePath());
    var target = target(git);
    var server = session.server();
    var ended =
        git.push(server, target.address(server), ref(), session.token(), this::showPushLine);
    var text = new PushedText(ended.lines());
    if (ended.exit() != 0) {
      return refused(target, text);
    }
    var result = JsonNodeFactory.instance.objectNode().put("component", target.toString());
    text.platformLines().forEach(result.putArray("push")::add);
    var build = text.build();
    if (build.isEmpty()) {
      terminal.print("Nothing new to build.");
      terminal.object(OPERATION, ExitCode.DONE, result);
      return ExitCode.DONE.number();
    }
    result.putObject("ids").put("build", build.getAsLong());
    if (!await) {
      terminal.object(OPERATION, ExitCode.DONE, result);
      return ExitCode.DONE.number();
    }
    return followed(build.getAsLong(), organizationPath(text), result);
  }

  private Target target(GitRepository git) {
    if (reference != null) {
      return Target.parse(reference);
    }
    return git.remote("tributary")
        .map(Target::ofRemote)
        .orElseThrow(
            () ->
                Failure.usage(
                    "Which component is this?",
                    "Say --as publisher/component, or once: git remote add tributary "
                        + session.server()
                        + "/git/publisher/component.git"));
  }

  private String ref() {
    if (to.startsWith("refs/")) {
      return to;
    }
    return to.matches("v[0-9].*") ? "refs/tags/" + to : "refs/heads/" + to;
  }

  private void showPushLine(String line) {
    if (PushedText.isOfThePlatform(line)) {
      terminal.print(PushedText.withoutPrefix(line));
    } else {
      terminal.verbose(line);
    }
  }

  private int refused(Target target, PushedText text) {
    var exit = text.failure();
    if (!text.platformLines().isEmpty()) {
      var result = JsonNodeFactory.instance.objectNode().put("component", target.toString());
      text.platformLines().forEach(result.putArray("push")::add);
      terminal.object(OPERATION, exit, result);
      return exit.number();
    }
    throw switch (exit) {
      case NOT_SIGNED_IN ->
          new Failure(exit, "not-signed-in", "The platform does not know you.", "tributary login");
      case NOT_FOUND ->
          new Failure(
              exit,
              "repository-not-found",
              "There is no publisher \"%s\" of yours.".formatted(target.publisher()),
              "Add it: tributary publishers add " + target.publisher());
      case NOT_ALLOWED ->
          new Failure(
              exit,
              "not-allowed",
              "You may not push to %s: your role, or the scopes of this token, do not allow it."
                  .formatted(target),
              "A token needs the scope push: tributary token create NAME --scope push,look");
      case CONFLICT ->
          new Failure(
              exit,
              "push-rejected",
              "The platform has commits that you do not have.",
              "git pull, look, and push again.");
      case DONE,
          UNEXPECTED,
          USAGE,
          VALIDATION_FAILED,
          BUILD_FAILED,
          RUN_FAILED,
          TIMED_OUT,
          INTERRUPTED ->
          new Failure(
              ExitCode.UNEXPECTED,
              "git-failed",
              text.lines().isEmpty() ? "git said nothing." : text.lines().getLast(),
              "See all it said: tributary push --verbose");
    };
  }

  private int followed(long build, String organizationPath, ObjectNode result) {
    try (var _ = new Detach(terminal, build)) {
      var end = followBuild.follow(organizationPath, build, FollowBuild.Detail.STAGES);
      var exit = FollowBuild.exit(end);
      result.set("stages", end.path("stages"));
      result.set("build", end);
      terminal.object(OPERATION, exit, result);
      return exit.number();
    }
  }

  /** The build is its publisher's organization's, whichever is active here; the link names it. */
  private static String organizationPath(PushedText text) {
    return text.platformLines().stream()
        .filter(line -> line.startsWith("build "))
        .map(line -> line.replaceAll(".*/o/([a-z0-9-]+)/builds/.*", "$1"))
        .findFirst()
        .map(name -> "/api/v1/organizations/" + name)
        .orElseThrow();
  }
}
