package io.tributary.platform;

import io.tributary.platform.launch.Verbs;
import java.nio.file.Path;
import java.util.List;

/** The entry point of {@code tributary up|down|status|doctor}. */
public final class Launcher {
  private Launcher() {}

  public static void main(String[] arguments) {
    var root = Path.of(System.getProperty("tributary.root", "."));
    var verbs = new Verbs(System.getenv(), root, System.out, System.err);
    System.exit(verbs.run(List.of(arguments)).code());
  }
}
