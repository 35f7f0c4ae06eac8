package io.tributary.builder.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.builder.builds.BuildId;
import io.tributary.foundation.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildLogTest {
  private static final BuildId BUILD = new BuildId(7);

  @TempDir private Path folder;

  @Test
  void followerGoesOnWhereItStopped() throws IOException {
    var logs = logs();
    try (var log = logs.open(BUILD)) {
      var follower = logs.from(BUILD, 2);
      log.line("fetch", "one");
      log.line("fetch", "two");
      assertThat(texts(follower)).containsExactly("two");

      log.line("compile", "three");
      assertThat(texts(follower)).containsExactly("three");
      assertThat(texts(follower)).isEmpty();
    }
  }

  @Test
  void tornLineOfACrashIsCutOffAndNumbersGoOn() throws IOException {
    var logs = logs();
    try (var log = logs.open(BUILD)) {
      log.line("fetch", "one");
    }
    Files.write(
        folder.resolve("7/log.jsonl"),
        "{\"kind\":\"line\",\"line\":2,\"te".getBytes(UTF_8),
        StandardOpenOption.APPEND);

    try (var log = logs.open(BUILD)) {
      assertThat(log.line("fetch", "two")).isEqualTo(2);
    }
    assertThat(texts(logs.from(BUILD, 1))).containsExactly("one", "two");
  }

  @Test
  void fullLogTellsWhatItDropped() throws IOException {
    var logs = logs();
    var text = "x".repeat(4_000);
    try (var log = logs.open(BUILD)) {
      for (int line = 0; line < 1_200; line++) {
        log.line("compile", text);
      }
      log.stageEnded("compile", "ok", 1, "done");
    }

    var lines = logs.from(BUILD, 1).next();
    assertThat(lines.getLast()).contains("\"kind\":\"stage\"");
    assertThat(lines.get(lines.size() - 2)).contains("lines dropped: the log is full.");
    assertThat(Files.size(folder.resolve("7/log.jsonl"))).isLessThan(5L << 20);
  }

  @Test
  void controlBytesAreEscaped() throws IOException {
    var logs = logs();
    try (var log = logs.open(BUILD)) {
      log.line("compile", "\u001b[2Jred\r\nforged");
    }

    assertThat(texts(logs.from(BUILD, 1))).containsExactly("\\x1b[2Jred\\x0d\\x0aforged");
  }

  @Test
  void wordsOfTheWireStayAsTheyAre() {
    var at = java.time.Instant.parse("2026-11-23T12:00:00Z");

    assertThat(Json.write(new LogRecord.Line(1, at, "compile", "text")))
        .isEqualTo(
            "{\"kind\":\"line\",\"line\":1,\"at\":\"2026-11-23T12:00:00Z\",\"stage\":\"compile\",\"text\":\"text\"}");
    assertThat(Json.write(new LogRecord.StageEnded(2, at, "compile", "ok", 15, "done")))
        .isEqualTo(
            "{\"kind\":\"stage\",\"line\":2,\"at\":\"2026-11-23T12:00:00Z\",\"stage\":\"compile\",\"result\":\"ok\",\"millis\":15,\"summary\":\"done\"}");
  }

  private BuildLogs logs() {
    return new BuildLogs(folder, Json.mapper(), Clock.systemUTC());
  }

  private static List<String> texts(LogFollower follower) throws IOException {
    return follower.next().stream().map(text -> Json.tree(text).path("text").asString()).toList();
  }
}
