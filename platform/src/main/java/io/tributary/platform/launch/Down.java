package io.tributary.platform.launch;

import io.tributary.platform.home.Settings;
import java.time.Duration;
import java.util.List;

/**
 * {@code tributary down}: ends everything in order, also what a killed platform left; keeps data.
 */
final class Down {
  // The platform ends its own parts; the rest of the list is for those it could not.
  private static final List<String> ORDER =
      List.of(PlatformProcess.NAME, "runner", "keycloak", "kafka", "postgres");
  private static final Duration GRACE = Duration.ofSeconds(90);

  private final Settings settings;
  private final Screen screen;

  Down(Settings settings, Screen screen) {
    this.settings = settings;
    this.screen = screen;
  }

  Exit run() {
    var platform = new PlatformProcess(settings);
    var children = platform.children();
    if (children.running(PlatformProcess.NAME).isPresent() && platform.isFirstOfItsBuild()) {
      screen.say("Going down: this once it takes up to a minute, so that later starts are faster.");
    }
    boolean any = false;
    for (var name : ORDER) {
      any |= children.running(name).isPresent();
      children.end(name, GRACE);
    }
    screen.say(
        any
            ? "Tributary is down. Its data stays in " + settings.home().data()
            : "Nothing was running on " + settings.home().data());
    return Exit.DONE;
  }
}
