package io.tributary.platform.launch;

import io.tributary.platform.home.Ports;
import io.tributary.platform.home.Settings;
import io.tributary.platform.home.StartRefused;
import io.tributary.platform.postgres.RootBridge;

/** {@code tributary doctor}: everything that a start needs, looked at one by one. */
final class Doctor {
  private final Settings settings;
  private final Screen screen;
  private final Machine machine;
  private boolean sound = true;

  Doctor(Settings settings, Screen screen, Machine machine) {
    this.settings = settings;
    this.screen = screen;
    this.machine = machine;
  }

  /** {@code UNEXPECTED} when something would keep the platform from starting. */
  Exit run() {
    screen.line("ok", "java", System.getProperty("java.vm.version"), "");
    check("data", settings.home().data().toString(), () -> settings.home().prepared());
    check("disk", "enough is free", () -> machine.requireDisk(settings.home()));
    check("postgres", "can be started by this user", () -> new RootBridge().require());
    check("setsid", "is there", this::requireSetsid);
    check("port", settings.port() + " is free, or ours", this::requirePort);
    check("build", "is complete", this::requireBuild);
    var containment = machine.containment(settings.docker());
    screen.line(containment.possible() ? "ok" : "miss", "containers", containment.text(), "");
    return sound && containment.possible() ? Exit.DONE : Exit.UNEXPECTED;
  }

  private void check(String title, String text, Runnable check) {
    try {
      check.run();
      screen.line("ok", title, text, "");
    } catch (StartRefused refused) {
      sound = false;
      screen.refused(refused);
    }
  }

  private void requireSetsid() {
    if (!machine.setsid()) {
      throw new StartRefused(
          "no-setsid",
          "setsid is missing: the platform cannot run in the background.",
          "Install it: apt-get install util-linux");
    }
  }

  private void requirePort() {
    if (new PlatformProcess(settings).running().isEmpty() && !Ports.free(settings.port())) {
      throw new StartRefused(
          "port-taken",
          "Port "
              + settings.port()
              + " is taken"
              + new PortOwner().of(settings.port()).map(name -> " by " + name).orElse("")
              + ".",
          "End that program, or choose another port with --port.");
    }
  }

  private void requireBuild() {
    settings.distribution().platformClassPath();
    settings.distribution().kafkaClassPath();
    settings.distribution().runnerClassPath();
  }
}
