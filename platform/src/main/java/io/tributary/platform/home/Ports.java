package io.tributary.platform.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Which part listens where on loopback; remembered, so that addresses survive a restart.
 *
 * <p>Safe for several threads of one process.
 */
public final class Ports {
  private static final int TRIES = 200;

  private final Path file;
  private final Properties known = new Properties();
  private final Map<String, Integer> claimed = new HashMap<>();

  public Ports(Path file) {
    this.file = file;
    if (Files.isRegularFile(file)) {
      try (var reader = Files.newBufferedReader(file)) {
        known.load(reader);
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  /** The remembered port, whoever listens there now; the preferred one when none is remembered. */
  public synchronized int remembered(String name, int preferred) {
    return Integer.parseInt(known.getProperty(name, Integer.toString(preferred)));
  }

  /** The remembered port of a part that runs there: it stays the part's. */
  public synchronized int keep(String name, int preferred) {
    int port = remembered(name, preferred);
    claimed.put(name, port);
    return port;
  }

  /**
   * The remembered port when it is free, else the next free one from the preferred on. Claimed
   * again, it is the same: a part that died must come back where others were told to find it.
   */
  public synchronized int claim(String name, int preferred) {
    var before = claimed.get(name);
    if (before != null) {
      return before;
    }
    int first = remembered(name, preferred);
    int port = usable(first) ? first : next(preferred);
    claimed.put(name, port);
    known.setProperty(name, Integer.toString(port));
    save();
    return port;
  }

  public static boolean free(int port) {
    try (var probe = new ServerSocket()) {
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private boolean usable(int port) {
    return !claimed.containsValue(port) && free(port);
  }

  private int next(int preferred) {
    for (int port = preferred; port < preferred + TRIES; port++) {
      if (usable(port)) {
        return port;
      }
    }
    throw new StartRefused(
        "no-free-port",
        "No free port from " + preferred + " on.",
        "End what listens there, or look with: ss -ltnp");
  }

  private void save() {
    try (var writer = Files.newBufferedWriter(file)) {
      known.store(writer, null);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }
}
