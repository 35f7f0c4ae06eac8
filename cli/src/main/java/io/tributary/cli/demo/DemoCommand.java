package io.tributary.cli.demo;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code demo}: tells the concept's example on the platform of this machine. */
@Command(
    name = "demo",
    description = "Shows a stranger's connector go from git push to a running, crash-proof flow.")
public final class DemoCommand implements Callable<Integer> {
  private final Map<String, String> environment;
  private final PrintWriter out;

  @Option(names = "--data", paramLabel = "DIR", description = "The platform's data folder.")
  private @Nullable Path data;

  @Option(names = "--port", paramLabel = "PORT", description = "The platform's port (8080).")
  private int port = 8080;

  public DemoCommand(Map<String, String> environment, PrintWriter out) {
    this.environment = environment;
    this.out = out;
  }

  @Override
  public Integer call() {
    var root = Path.of(System.getProperty("tributary.root", "."));
    var place =
        new DemoPlace(
            URI.create("http://localhost:" + port), data == null ? standardData() : data, root);
    return new Demo(place, out).tell();
  }

  private Path standardData() {
    var home = environment.get("TRIBUTARY_HOME");
    return home == null || home.isBlank()
        ? Path.of(System.getProperty("user.home"), ".tributary", "data")
        : Path.of(home, "data");
  }
}
