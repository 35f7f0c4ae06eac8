package io.tributary.runner.egress;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;

/** Opens a connection to an address that has been checked. */
@FunctionalInterface
public interface Connector {
  SocketChannel connect(InetSocketAddress address) throws IOException;
}
