package io.tributary.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.platform.home.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildrenTest {
  private final String marker = "child-" + UUID.randomUUID();
  @TempDir private Path folder;
  private Children children;

  @BeforeEach
  void open() {
    children = new Children(folder);
  }

  @AfterEach
  void endAll() {
    children.end("sleeper", Duration.ofSeconds(5));
  }

  @Test
  void aChildIsFoundAgainByALaterPlatform() {
    var started = children.start(sleeper("a"), () -> true);

    var again = new Children(folder).start(sleeper("a"), () -> true);

    assertThat(started.adopted()).isFalse();
    assertThat(again.adopted()).isTrue();
    assertThat(again.process().pid()).isEqualTo(started.process().pid());
  }

  @Test
  void aChildWithOtherSettingsIsEndedAndStartedAnew() {
    var first = children.start(sleeper("a"), () -> true).process();

    var second = children.start(sleeper("b"), () -> true);

    assertThat(second.adopted()).isFalse();
    assertThat(first.alive()).isFalse();
    assertThat(second.process().alive()).isTrue();
  }

  @Test
  void aChildThatEndsIsRefusedWithItsLastWords() {
    var plan = plan("echo no such thing >&2; exit 3", "a", Duration.ofSeconds(10));

    assertThatThrownBy(() -> children.start(plan, () -> false))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("no such thing")
        .hasMessageContaining("sleeper.log");
  }

  @Test
  void aSilentChildIsEndedAfterItsLimit() {
    var plan = plan("sleep 60 & wait", "a", Duration.ofMillis(300));

    assertThatThrownBy(() -> children.start(plan, () -> false))
        .isInstanceOf(StartRefused.class)
        .hasMessageContaining("no answer");
    assertThat(children.running("sleeper")).isEmpty();
  }

  @Test
  void aProcessThatOnlyHasThePidIsLeftAlone() {
    var ours = children.start(sleeper("a"), () -> true).process();
    var reused = new LiveProcess(ours.pid(), ours.started().minusSeconds(60), ours.marker());
    var other = new LiveProcess(ours.pid(), ours.started(), "another-marker");

    reused.end(LiveProcess.Request.TERMINATE, Duration.ofSeconds(1));
    other.end(LiveProcess.Request.TERMINATE, Duration.ofSeconds(1));

    assertThat(ours.alive()).isTrue();
  }

  @Test
  void aRecordCutOffInTheWritingIsAsNone() throws IOException {
    Files.writeString(folder.resolve("sleeper.json"), "{\"name\":\"slee");

    assertThat(children.running("sleeper")).isEmpty();
  }

  @Test
  void endingKillsAChildThatDoesNotListen() {
    var plan =
        plan("trap '' TERM; while :; do read -t 1 <> <(:); done", "a", Duration.ofSeconds(5));
    var deaf = children.start(plan, () -> true).process();

    children.end("sleeper", Duration.ofMillis(200));

    assertThat(deaf.alive()).isFalse();
  }

  @Test
  void whatStandsInOurEnvironmentStaysHere() throws IOException {
    var plan =
        plan("env > " + folder.resolve("env") + "; sleep 60 & wait", "a", Duration.ofSeconds(5));

    children.start(plan, () -> Files.exists(folder.resolve("env")));

    assertThat(Files.readString(folder.resolve("env")))
        .contains("WORD=said")
        .doesNotContain("MAVEN_");
  }

  @Test
  void thisProcessIsAliveAndTheOneBeforeItIsNot() {
    var self = ProcessHandle.current();
    var start = self.info().startInstant().orElseThrow();

    assertThat(new LiveProcess(self.pid(), start, "java").alive()).isTrue();
    assertThat(new LiveProcess(self.pid(), Instant.EPOCH, "java").alive()).isFalse();
  }

  private ChildPlan sleeper(String settings) {
    return plan("sleep 60 & wait", settings, Duration.ofSeconds(10));
  }

  private ChildPlan plan(String script, String settings, Duration limit) {
    return new ChildPlan(
        "sleeper",
        List.of("bash", "-c", script, marker),
        Map.of("WORD", "said"),
        settings,
        marker,
        LiveProcess.Request.TERMINATE,
        limit,
        folder.resolve("sleeper.log"));
  }
}
