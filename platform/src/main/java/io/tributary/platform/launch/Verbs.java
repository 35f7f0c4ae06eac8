package io.tributary.platform.launch;

import io.tributary.platform.home.Settings;
import io.tributary.platform.home.StartRefused;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads the command line of the launcher and runs its verb. */
public final class Verbs {
  private static final String USAGE =
      "Usage: tributary up|down|status|doctor [--data DIR] [--port N] [--no-docker] [--json]";

  private final Map<String, String> environment;
  private final Path root;
  private final PrintStream out;
  private final PrintStream err;

  public Verbs(Map<String, String> environment, Path root, PrintStream out, PrintStream err) {
    this.environment = Map.copyOf(environment);
    this.root = root;
    this.out = out;
    this.err = err;
  }

  /** Refusals are shown with their remedy; nothing is thrown at a person. */
  public Exit run(List<String> arguments) {
    var screen = new Screen(out, err);
    if (arguments.isEmpty()) {
      return misused(USAGE);
    }
    try {
      boolean json = arguments.contains("--json");
      var options =
          arguments.stream().skip(1).filter(argument -> !"--json".equals(argument)).toList();
      var settings = Settings.read(options, environment, root);
      var machine = new Machine();
      return switch (arguments.getFirst()) {
        case "up" -> new Up(settings, screen, machine).run();
        case "down" -> new Down(settings, screen).run();
        case "status" -> new Status(settings, screen).run(json);
        case "doctor" -> new Doctor(settings, screen, machine).run();
        default -> misused(USAGE);
      };
    } catch (Settings.Misused misused) {
      return misused(String.valueOf(misused.getMessage()));
    } catch (StartRefused refused) {
      screen.refused(refused);
      return refused.code().endsWith("-taken") ? Exit.CONFLICT : Exit.UNEXPECTED;
    }
  }

  private Exit misused(String advice) {
    err.println(advice);
    return Exit.USAGE;
  }
}
