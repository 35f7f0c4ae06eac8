package io.tributary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stock git of this machine against a platform that refuses. */
class PushTest {
  private static final String REFS = "GET /git/acme/ledger.git/info/refs?service=git-receive-pack";
  @TempDir Path folder;
  private final FakePlatform platform = new FakePlatform();

  @BeforeEach
  void commitSomething() throws IOException, InterruptedException {
    git("init", "--quiet", "--initial-branch=main");
    git(
        "-c",
        "user.name=Ada",
        "-c",
        "user.email=ada@example.test",
        "commit",
        "--quiet",
        "--allow-empty",
        "--message",
        "first");
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @Test
  void foreignPublisherIsNotFoundAndTheTokenStaysHidden() {
    platform.on(REFS, 404, "");

    var result = push("--as", "acme/ledger", "--verbose");

    assertThat(result.exit()).isEqualTo(8);
    assertThat(result.err()).contains("tributary publishers add acme");
    assertThat(platform.asked().getFirst().authorization())
        .isEqualTo("Bearer " + Command.token("acme"));
    assertThat(result.out() + result.err()).doesNotContain(Command.token("acme"));
  }

  @Test
  void unknownTokenMeansNotSignedIn() {
    platform.on(REFS, 401, "");

    assertThat(push("--as", "acme/ledger").exit()).isEqualTo(6);
  }

  @Test
  void tokenWithoutTheScopeMeansNotAllowed() {
    platform.on(REFS, 403, "");

    var result = push("--as", "acme/ledger");

    assertThat(result.exit()).isEqualTo(7);
    assertThat(result.err()).contains("--scope push,look");
  }

  @Test
  void remoteSaysWhereItGoes() throws IOException, InterruptedException {
    git("remote", "add", "tributary", "http://somewhere.test/git/acme/ledger.git");
    platform.on(REFS, 404, "");

    push();

    assertThat(platform.asked()).hasSize(1);
  }

  @Test
  void withoutAnyOfThemTheFlagIsNamed() {
    var result = push("--no-wait");

    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains("--as publisher/component");
  }

  private Command.Result push(String... flags) {
    var arguments = new String[flags.length + 2];
    arguments[0] = "push";
    arguments[1] = folder.toString();
    System.arraycopy(flags, 0, arguments, 2, flags.length);
    return Command.in(folder).at(platform, "acme").run(arguments);
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    var command = new java.util.ArrayList<String>(java.util.List.of("git"));
    command.addAll(java.util.List.of(arguments));
    assertThat(new ProcessBuilder(command).directory(folder.toFile()).start().waitFor()).isZero();
  }
}
