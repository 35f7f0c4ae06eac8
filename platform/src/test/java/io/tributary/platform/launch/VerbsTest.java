package io.tributary.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class VerbsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path home;

  @Test
  void noVerbAndUnknownVerbsShowTheUsage() {
    assertThat(run()).isEqualTo(Exit.USAGE);
    assertThat(run("upp")).isEqualTo(Exit.USAGE);
    assertThat(text(err)).contains("up|down|status|doctor");
  }

  @Test
  void statusOfNothingIsNotFound() {
    assertThat(run("status")).isEqualTo(Exit.NOT_FOUND);
    assertThat(text(out)).contains("Tributary is down");
  }

  @Test
  void statusForMachinesIsOneObject() {
    run("status", "--json");

    var answer = JsonMapper.shared().readTree(text(out));
    assertThat(answer.path("ready").asBoolean()).isFalse();
    assertThat(answer.path("parts")).hasSize(5);
  }

  @Test
  void downOfNothingIsDone() {
    assertThat(run("down")).isEqualTo(Exit.DONE);
    assertThat(text(out)).contains("Nothing was running");
  }

  @Test
  void aTakenPortIsRefusedBeforeAnythingStarts() throws IOException {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = Integer.toString(taken.getLocalPort());

      assertThat(run("up", "--port", port)).isEqualTo(Exit.CONFLICT);

      assertThat(text(err))
          .contains("Port " + port + " is taken by java, pid " + ProcessHandle.current().pid())
          .contains("--port");
    }
  }

  @Test
  void dataThatCannotBeWrittenIsRefusedWithRemedy() throws IOException {
    var file = Files.writeString(home.resolve("file"), "");

    assertThat(run("up", "--data", file.resolve("data").toString())).isEqualTo(Exit.UNEXPECTED);
    assertThat(text(err)).contains("cannot be written").contains("--data");
  }

  @Test
  void optionsThatNobodyKnowsAreAMisuse() {
    assertThat(run("up", "--fast")).isEqualTo(Exit.USAGE);
    assertThat(text(err)).contains("--fast").contains("--no-docker");
  }

  private Exit run(String... arguments) {
    return new Verbs(
            Map.of("TRIBUTARY_HOME", home.toString()),
            home,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8))
        .run(List.of(arguments));
  }

  private static String text(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}
