package io.tributary.runner.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How every worker's proxy reaches out.
 *
 * @param exceptions names that the operator leads to an address of his choice, private or not
 * @param idleLimit a tunnel in which so long nothing moves is closed
 * @param tunnels open at the same time for one worker
 */
public record EgressRules(
    Resolver resolver,
    Connector connector,
    Map<Target, InetSocketAddress> exceptions,
    Duration idleLimit,
    int tunnels) {
  private static final int CONNECT_MILLIS = 10_000;

  public EgressRules {
    exceptions = Map.copyOf(exceptions);
  }

  /** The machine's resolver and network. */
  public static EgressRules system(Map<Target, InetSocketAddress> exceptions) {
    return new EgressRules(
        host -> List.of(InetAddress.getAllByName(host)),
        EgressRules::connect,
        exceptions,
        Duration.ofMinutes(5),
        256);
  }

  private static SocketChannel connect(InetSocketAddress address) throws IOException {
    var channel = SocketChannel.open();
    try {
      channel.socket().connect(address, CONNECT_MILLIS);
      return channel;
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }
}
