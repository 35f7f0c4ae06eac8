package io.tributary.faults.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports below the kernel's range for outgoing connections: a broker that was killed must find its
 * port free, and a client that calls a dead broker must not be connected to itself.
 */
public final class LoopbackPorts {
  private static final int FIRST = 15_000;
  private static final int BEYOND = 32_000;
  private static final int TRIES = 200;

  private LoopbackPorts() {}

  /** So many that nobody listens on at the moment. */
  public static List<Integer> free(int count) throws IOException {
    var ports = new ArrayList<Integer>();
    for (int tries = 0; ports.size() < count; tries++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, BEYOND);
      if (!ports.contains(port) && isFree(port)) {
        ports.add(port);
      } else if (tries > TRIES) {
        throw new IOException("no free port between %d and %d".formatted(FIRST, BEYOND));
      }
    }
    return ports;
  }

  private static boolean isFree(int port) {
    try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
