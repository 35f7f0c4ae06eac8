package io.tributary.platform.postgres;

import io.tributary.platform.home.StartRefused;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How PostgreSQL is started by root, which it refuses to run as.
 *
 * <p>In a user namespace of its own, with no mapping, it sees itself and its files as nobody's; on
 * the disk they stay ours.
 */
public final class RootBridge {
  private static final List<String> UNSHARE = List.of("unshare", "-U");

  private final boolean root;

  public RootBridge() {
    this("root".equals(System.getProperty("user.name")));
  }

  RootBridge(boolean root) {
    this.root = root;
  }

  List<String> prefix() {
    return root ? UNSHARE : List.of();
  }

  /**
   * Tries it.
   *
   * @throws StartRefused when root may not make a user namespace here
   */
  public void require() {
    if (root && !works()) {
      throw new StartRefused(
          "postgres-refuses-root",
          "PostgreSQL refuses to run as root, and this machine allows no user namespace"
              + " (unshare -U) to run it in.",
          "Start as another user, install util-linux, or set TRIBUTARY_DATABASE_URL to a"
              + " PostgreSQL of yours.");
    }
  }

  private static boolean works() {
    try {
      var probe =
          new ProcessBuilder("unshare", "-U", "true")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return probe.waitFor(5, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException missing) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
