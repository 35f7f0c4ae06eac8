package io.tributary.platform.part;

import io.tributary.platform.home.StartRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Tells the start line by line to a file that the launcher follows. Safe for several threads. */
public final class StartReport {
  private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  public StartReport(Path file) {
    this.file = file;
  }

  public void part(PartState.Running running) {
    write(
        StartEvent.Kind.OK,
        running.title(),
        running.address() + (running.adopted() ? " (kept running)" : ""),
        "",
        running.took(),
        List.of());
  }

  public void note(String title, String text) {
    write(StartEvent.Kind.NOTE, title, text, "", Duration.ZERO, List.of());
  }

  public void ready(String address, Duration took, List<String> logins) {
    write(StartEvent.Kind.READY, "Tributary", address, "", took, logins);
  }

  public void failed(String title, StartRefused refused) {
    write(
        StartEvent.Kind.FAILED,
        title,
        refused.sentence(),
        refused.remedy(),
        Duration.ZERO,
        List.of(refused.code()));
  }

  private synchronized void write(
      StartEvent.Kind kind,
      String title,
      String text,
      String remedy,
      Duration took,
      List<String> lines) {
    var event = new StartEvent(kind, title, text, remedy, took.toMillis() / 1000.0, lines);
    LOG.info("{} {} {} {}", kind, title, text, remedy);
    try {
      Files.writeString(
          file,
          JSON.writeValueAsString(event) + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
