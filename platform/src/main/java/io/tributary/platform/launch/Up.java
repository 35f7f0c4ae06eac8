package io.tributary.platform.launch;

import io.tributary.platform.home.Ports;
import io.tributary.platform.home.Settings;
import io.tributary.platform.home.StartRefused;
import io.tributary.platform.keycloak.DemoLogins;
import io.tributary.platform.part.StartEvent;
import io.tributary.platform.process.Children;
import io.tributary.platform.process.LiveProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/** {@code tributary up}: starts the platform in the background and shows how the start goes. */
final class Up {
  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Settings settings;
  private final Screen screen;
  private final Machine machine;
  private final PlatformProcess platform;

  Up(Settings settings, Screen screen, Machine machine) {
    this.settings = settings;
    this.screen = screen;
    this.machine = machine;
    this.platform = new PlatformProcess(settings);
  }

  Exit run() {
    var kept = Files.exists(settings.home().ofPart("ports")) ? " (kept)" : " (new)";
    settings.home().prepared();
    screen.say("  data   " + settings.home().data() + kept);
    if (platform.running().isPresent()) {
      return alreadyUp();
    }
    machine.requireDisk(settings.home());
    machine.littleDisk(settings.home()).ifPresent(text -> screen.line("note", "disk", text, ""));
    requirePort();
    var containment = machine.containment(settings.docker());
    screen.line(containment.possible() ? "ok" : "miss", "containers", containment.text(), "");
    return follow(platform.spawn());
  }

  private Exit alreadyUp() {
    if (!platform.healthy()) {
      screen.failed(
          "A platform runs on this data folder and does not answer at port "
              + settings.port()
              + ".",
          "It may still be starting, or have another port: tributary status; or end it: tributary"
              + " down");
      return Exit.CONFLICT;
    }
    new DemoLogins(settings.home().demoLogins())
        .all()
        .forEach((email, password) -> screen.say("    " + email + " / " + password));
    screen.say("Tributary is ready (it was already up): " + settings.publicUrl());
    return Exit.DONE;
  }

  private void requirePort() {
    if (!Ports.free(settings.port())) {
      var owner = new PortOwner().of(settings.port());
      throw new StartRefused(
          "port-taken",
          "Port "
              + settings.port()
              + " is taken"
              + owner.map(name -> " by " + name).orElse("")
              + ".",
          "End that program, or choose another port: tributary up --port " + (settings.port() + 1));
    }
  }

  private Exit follow(LiveProcess process) {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    int shown = 0;
    while (System.nanoTime() < deadline) {
      boolean running = ProcessHandle.of(process.pid()).isPresent();
      var events = events(settings.home().startReport());
      for (var event : events.subList(shown, events.size())) {
        screen.show(event);
        if (event.last()) {
          return event.kind() == StartEvent.Kind.READY ? Exit.DONE : Exit.UNEXPECTED;
        }
      }
      shown = events.size();
      if (!running) {
        return ended();
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    screen.failed(
        "The platform is not ready after " + LIMIT.toMinutes() + " minutes.",
        "Read " + settings.home().logs() + "; it goes on trying. End it: tributary down");
    return Exit.TIMED_OUT;
  }

  private Exit ended() {
    var log = settings.home().log(PlatformProcess.NAME);
    Children.tail(log, 5).forEach(line -> screen.say("         " + line));
    screen.failed("The platform process ended by itself.", "Read " + log);
    return Exit.UNEXPECTED;
  }

  /** Whole lines only; the last may still be in the writing. */
  private static List<StartEvent> events(Path report) {
    if (!Files.exists(report)) {
      return List.of();
    }
    try {
      var text = Files.readString(report);
      return text.substring(0, text.lastIndexOf('\n') + 1)
          .lines()
          .map(line -> JSON.readValue(line, StartEvent.class))
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
