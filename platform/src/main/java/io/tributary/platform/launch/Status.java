package io.tributary.platform.launch;

import io.tributary.platform.home.Settings;
import io.tributary.platform.process.LiveProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** {@code tributary status}: which parts run, where their logs are, how much memory they hold. */
final class Status {
  private static final List<String> PARTS =
      List.of("postgres", "kafka", "keycloak", "runner", PlatformProcess.NAME);

  private final Settings settings;
  private final Screen screen;

  Status(Settings settings, Screen screen) {
    this.settings = settings;
    this.screen = screen;
  }

  /** {@code DONE} when the platform answers, {@code NOT_FOUND} when nothing of it runs. */
  Exit run(boolean json) {
    var process = new PlatformProcess(settings);
    var parts = PARTS.stream().map(name -> part(process, name)).toList();
    boolean any = parts.stream().anyMatch(PartLine::running);
    boolean healthy = process.running().isPresent() && process.healthy();
    if (json) {
      screen.say(
          JsonMapper.shared()
              .writeValueAsString(
                  new Answer(
                      healthy,
                      settings.publicUrl().toString(),
                      settings.home().data().toString(),
                      parts)));
    } else {
      parts.forEach(this::show);
      screen.say(
          healthy
              ? "Tributary is ready: " + settings.publicUrl()
              : any
                  ? "Tributary runs and does not answer at port " + settings.port() + "."
                  : "Tributary is down. Start it: tributary up");
    }
    return healthy ? Exit.DONE : any ? Exit.UNEXPECTED : Exit.NOT_FOUND;
  }

  private void show(PartLine part) {
    screen.line(
        part.running() ? "ok" : "down",
        part.name(),
        part.running()
            ? String.format(Locale.ROOT, "pid %d, %d MB", part.pid(), part.megabytes())
            : "",
        "");
  }

  private PartLine part(PlatformProcess platform, String name) {
    var live = platform.children().running(name);
    return new PartLine(
        name,
        live.isPresent(),
        live.map(LiveProcess::pid).orElse(0L),
        live.map(process -> resident(name, process)).orElse(0L),
        settings.home().log(name).toString());
  }

  /**
   * In MB, shared pages counted once. PostgreSQL is many processes; the platform's descendants are
   * parts with lines of their own.
   */
  private static long resident(String name, LiveProcess process) {
    var self = ProcessHandle.of(process.pid()).stream();
    var below =
        PlatformProcess.NAME.equals(name)
            ? Stream.<ProcessHandle>of()
            : ProcessHandle.of(process.pid()).stream().flatMap(ProcessHandle::descendants);
    return Stream.concat(self, below).mapToLong(handle -> proportional(handle.pid())).sum() / 1024;
  }

  private static long proportional(long pid) {
    var file = Path.of("/proc", Long.toString(pid), "smaps_rollup");
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException | UncheckedIOException gone) {
      return 0;
    }
  }

  /** What {@code --json} prints. */
  record Answer(boolean ready, String address, String data, List<PartLine> parts) {
    Answer {
      parts = List.copyOf(parts);
    }
  }

  /** One part; pid and megabytes are 0 where it does not run. */
  record PartLine(String name, boolean running, long pid, long megabytes, String log) {}
}
